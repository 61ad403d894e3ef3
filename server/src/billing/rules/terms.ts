/** What a rule and its versions hold as jsonb: only what differs from the usual, so that a plain rule is `{}`. */
import type { billing as contract, ResponseOf } from '@anju/contract'
import type { RuleVersion } from './rule.ts'

type View = ResponseOf<typeof contract.readRule>

const RULE_KEYS = [
  'rent',
  'tierTerms',
  'meterKind',
  'minimum',
  'rounding',
  'freeSpans',
  'freeMonths',
  'zeroIsFree',
  'penalty',
] as const satisfies readonly (keyof View)[]

/** The terms of a rule beside its columns. */
export type RuleTermsView = Pick<View, (typeof RULE_KEYS)[number]>

const USUAL: RuleTermsView = {
  rent: null,
  tierTerms: null,
  meterKind: null,
  minimum: null,
  rounding: null,
  freeSpans: [],
  freeMonths: 0,
  zeroIsFree: false,
  penalty: null,
}

/** To store. */
export function storedTerms(rule: Partial<RuleTermsView>): Record<string, unknown> {
  const kept = RULE_KEYS.filter(
    key => rule[key] !== undefined && JSON.stringify(rule[key]) !== JSON.stringify(USUAL[key]),
  )
  return Object.fromEntries(kept.map(key => [key, rule[key]]))
}

/** As stored, with the usual where nothing was kept. */
export function termsFrom(stored: unknown): RuleTermsView {
  return { ...USUAL, ...(stored as Partial<RuleTermsView>) }
}

/** The terms of a version beside its two amounts. */
export type VersionTermsView = Pick<View['versions'][number], 'formula' | 'tiers' | 'bands' | 'turnoverPercent'>

/** To store; an empty list is none. */
export function storedVersionTerms(
  version: Partial<Pick<RuleVersion, keyof VersionTermsView>>,
): Record<string, unknown> {
  return {
    ...(version.formula ? { formula: version.formula } : {}),
    ...(version.tiers?.length ? { tiers: version.tiers } : {}),
    ...(version.bands?.length ? { bands: version.bands } : {}),
    ...(version.turnoverPercent ? { turnoverPercent: version.turnoverPercent } : {}),
  }
}

/** As stored, null where nothing was kept. */
export function versionTermsFrom(stored: unknown): VersionTermsView {
  return { formula: null, tiers: null, bands: null, turnoverPercent: null, ...(stored as Partial<VersionTermsView>) }
}
