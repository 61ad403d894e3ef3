import type { billing, WireRequestOf } from '@anju/contract'
import type { Rule } from '../useRules.ts'

type Body = WireRequestOf<typeof billing.createRule>['body']
type Version = Omit<WireRequestOf<typeof billing.addRuleVersion>['body'], 'id'>
export type Kind = Rule['kind']

/** What a version of a price is filled in by. */
export interface PriceValues {
  effectiveFrom: string
  unitPrice?: string
  fixedAmount?: string
  formula?: string
  turnoverPercent?: string
  pricing?: 'single' | 'tiers' | 'bands'
  tiers?: { upTo?: string; unitPrice?: string }[]
  bands?: { name?: string; unitPrice?: string }[]
}

/** What a rule is filled in by: flat, with words for what is chosen among few. */
export interface RuleValues extends PriceValues {
  communityId: string
  code: string
  name: string
  itemName: string
  kind: Kind
  cycleMonths: number
  timing: Rule['timing']
  lineGrain: Rule['lineGrain']
  proration: Rule['proration']
  dueDays: number
  effectiveTo?: string | null
  measure?: string | null
  rentBasis?: 'month' | 'day' | 'year'
  escalates?: boolean
  escalationPercent?: string
  escalationMode?: 'compound' | 'simple'
  escalationMonths?: number
  meterKind?: Rule['meterKind']
  tierSpan?: 'month' | 'year'
  personsAbove?: number
  personsEach?: string
  minimum?: string
  rounding?: string
  freeMonths?: number
  freeSpans?: { from?: string; to?: string }[]
  zeroIsFree?: boolean
  penalized?: boolean
  penaltyBy?: 'day' | 'lpr'
  penaltyPercent?: string
  penaltyTimes?: string
  penaltyRates?: { effectiveFrom?: string; percent?: string }[]
  penaltyGrace?: number
  penaltyFrom?: 'end-of-grace' | 'due-date'
  penaltyCap?: string
}

export const NEW_RULE: Partial<RuleValues> = {
  kind: 'area-price',
  cycleMonths: 1,
  timing: 'advance',
  lineGrain: 'contract-month',
  proration: 'ACTUAL',
  dueDays: 15,
  measure: 'households',
  rentBasis: 'month',
  escalationMode: 'compound',
  escalationMonths: 12,
  pricing: 'single',
  tierSpan: 'month',
  tiers: [{}, {}],
  bands: [{}, {}],
  rounding: 'HALF_UP/fen',
  penaltyBy: 'day',
  penaltyPercent: '0.05',
  penaltyGrace: 0,
  penaltyFrom: 'end-of-grace',
  penaltyCap: '100',
  penaltyRates: [{}],
}

/** Kinds that have a price per unit, and those that have an amount. */
export function hasUnitPrice({ kind, measure, pricing }: Partial<RuleValues>): boolean {
  if (kind === 'fixed' || kind === 'deposit' || kind === 'pool') return false
  if (kind === 'one-off') return measure !== undefined && measure !== null && measure !== 'none'
  return kind !== 'metered' || (pricing ?? 'single') === 'single'
}

export function hasFixedAmount(kind: Kind | undefined): boolean {
  return kind !== 'pool'
}

/** Settings that not every kind has a use for: the server refuses them where they would not be read. */
export type Optional = 'minimum' | 'rounding' | 'freeMonths' | 'freeSpans' | 'zeroIsFree' | 'proration'

const NOT_FOR: Partial<Record<Kind, readonly Optional[]>> = {
  metered: ['freeMonths', 'freeSpans', 'zeroIsFree', 'proration'],
  pool: ['minimum', 'rounding', 'freeMonths', 'freeSpans', 'zeroIsFree', 'proration'],
  deposit: ['minimum', 'freeMonths', 'freeSpans', 'zeroIsFree', 'proration'],
  'one-off': ['proration'],
}

/** Whether a setting is read for a kind of rule. */
export function isFor(kind: Kind, setting: Optional): boolean {
  return !NOT_FOR[kind]?.includes(setting)
}

/** The version as the server takes it; fields of other kinds are left out. */
export function versionOf(values: Partial<RuleValues> & Pick<PriceValues, 'effectiveFrom'>): Version {
  const { kind, pricing = 'single' } = values
  const tiers = kind === 'metered' && pricing === 'tiers' ? (values.tiers ?? []) : []
  const bands = kind === 'metered' && pricing === 'bands' ? (values.bands ?? []) : []
  return {
    effectiveFrom: values.effectiveFrom,
    unitPrice: (hasUnitPrice(values) && values.unitPrice) || '0',
    fixedAmount: (hasFixedAmount(kind) && values.fixedAmount) || '0',
    formula: kind === 'formula' ? (values.formula ?? '') : null,
    tiers: tiers.length > 0 ? tiers.map(tierOf) : null,
    bands: bands.length > 0 ? bands.map(({ name = '', unitPrice = '' }) => ({ name, unitPrice })) : null,
    turnoverPercent: (kind === 'rent' && values.turnoverPercent) || null,
  }
}

/** The last step has no limit, whatever was typed there. */
function tierOf({ upTo, unitPrice = '' }: { upTo?: string; unitPrice?: string }, index: number, all: unknown[]) {
  return { upTo: index === all.length - 1 ? null : (upTo ?? ''), unitPrice }
}

type Terms = Omit<Body, 'id' | 'communityId' | 'code' | 'name' | 'itemName' | 'effectiveFrom' | keyof Version>

/** The arithmetic of a rule as the server takes it, without prices. */
export function termsOf(values: Partial<RuleValues>): Terms {
  const { kind = 'area-price' } = values
  const [mode, to] = (values.rounding ?? 'HALF_UP/fen').split('/') as [
    'HALF_UP' | 'UP' | 'DOWN',
    'fen' | 'jiao' | 'yuan',
  ]
  return {
    kind,
    cycleMonths: values.cycleMonths ?? 1,
    timing: values.timing ?? 'advance',
    lineGrain: values.lineGrain,
    proration: values.proration,
    dueDays: values.dueDays ?? 0,
    effectiveTo: values.effectiveTo ?? null,
    measure: measureOf(values),
    rent: kind === 'rent' ? { basis: values.rentBasis ?? 'month', escalation: escalationOf(values) } : null,
    tierTerms: tierTermsOf(values),
    meterKind: kind === 'metered' ? (values.meterKind ?? null) : null,
    minimum: (isFor(kind, 'minimum') && values.minimum) || null,
    rounding: !isFor(kind, 'rounding') || (mode === 'HALF_UP' && to === 'fen') ? null : { mode, to },
    freeMonths: isFor(kind, 'freeMonths') ? (values.freeMonths ?? 0) : 0,
    freeSpans: isFor(kind, 'freeSpans') ? (values.freeSpans ?? []).map(({ from = '', to = '' }) => ({ from, to })) : [],
    zeroIsFree: isFor(kind, 'zeroIsFree') && (values.zeroIsFree ?? false),
    penalty: penaltyOf(values),
  }
}

function measureOf({ kind, measure }: Partial<RuleValues>): string | null {
  if (kind !== 'count-price' && kind !== 'one-off') return null
  return measure && measure !== 'none' ? measure : null
}

function escalationOf(values: Partial<RuleValues>) {
  if (!values.escalates) return null
  const { escalationPercent = '', escalationMode = 'compound', escalationMonths = 12 } = values
  return { percent: escalationPercent, mode: escalationMode, everyMonths: escalationMonths }
}

function tierTermsOf(values: Partial<RuleValues>) {
  if (values.kind !== 'metered' || values.pricing !== 'tiers') return null
  const { tierSpan = 'month', personsAbove, personsEach } = values
  return { span: tierSpan, persons: personsAbove && personsEach ? { above: personsAbove, each: personsEach } : null }
}

function penaltyOf(values: Partial<RuleValues>): Terms['penalty'] {
  if (!values.penalized) return null
  const rates = (values.penaltyRates ?? []).map(({ effectiveFrom = '', percent = '' }) => ({ effectiveFrom, percent }))
  return {
    rate:
      values.penaltyBy === 'lpr'
        ? { by: 'lpr', times: values.penaltyTimes ?? '', yearDays: 365, rates }
        : { by: 'day', percent: values.penaltyPercent ?? '' },
    graceDays: values.penaltyGrace ?? 0,
    countedFrom: values.penaltyFrom ?? 'end-of-grace',
    capPercent: values.penaltyCap || null,
  }
}

/** A rule as the form shows it, with the prices of its last version. */
export function valuesOf(rule: Rule): Partial<RuleValues> {
  const { rent, tierTerms, rounding, penalty } = rule
  const escalation = rent?.escalation
  return {
    ...NEW_RULE,
    ...{ communityId: rule.communityId, code: rule.code, name: rule.name, itemName: rule.itemName, kind: rule.kind },
    ...{ cycleMonths: rule.cycleMonths, timing: rule.timing, lineGrain: rule.lineGrain, proration: rule.proration },
    ...{ dueDays: rule.dueDays, effectiveFrom: rule.effectiveFrom, effectiveTo: rule.effectiveTo },
    measure: rule.measure ?? 'none',
    rentBasis: rent?.basis ?? 'month',
    ...(escalation
      ? {
          escalates: true,
          escalationPercent: escalation.percent,
          escalationMode: escalation.mode,
          escalationMonths: escalation.everyMonths,
        }
      : {}),
    meterKind: rule.meterKind,
    tierSpan: tierTerms?.span ?? 'month',
    personsAbove: tierTerms?.persons?.above,
    personsEach: tierTerms?.persons?.each,
    minimum: rule.minimum ?? undefined,
    rounding: rounding ? `${rounding.mode}/${rounding.to}` : 'HALF_UP/fen',
    freeMonths: rule.freeMonths,
    freeSpans: rule.freeSpans,
    zeroIsFree: rule.zeroIsFree,
    ...(penalty
      ? {
          penalized: true,
          penaltyBy: penalty.rate.by,
          penaltyGrace: penalty.graceDays ?? 0,
          penaltyFrom: penalty.countedFrom ?? 'end-of-grace',
          penaltyCap: penalty.capPercent ?? undefined,
          ...(penalty.rate.by === 'day'
            ? { penaltyPercent: penalty.rate.percent }
            : { penaltyTimes: penalty.rate.times, penaltyRates: penalty.rate.rates }),
        }
      : {}),
    ...priceValuesOf(rule),
  }
}

/** The prices of the last version. */
export function priceValuesOf(rule: Rule): Partial<PriceValues> {
  const last = rule.versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1)).at(-1)
  if (!last) return {}
  const plain = (text: string) =>
    /^[0.]+$/.test(text) ? undefined : text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
  return {
    unitPrice: plain(last.unitPrice),
    fixedAmount: plain(last.fixedAmount),
    formula: last.formula ?? undefined,
    turnoverPercent: last.turnoverPercent ?? undefined,
    pricing: last.tiers ? 'tiers' : last.bands ? 'bands' : 'single',
    ...(last.tiers ? { tiers: last.tiers.map(tier => ({ ...tier, upTo: tier.upTo ?? undefined })) } : {}),
    ...(last.bands ? { bands: last.bands } : {}),
  }
}
