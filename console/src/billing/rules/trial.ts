import type { billing, WireRequestOf } from '@anju/contract'
import { hasUnitPrice, type RuleValues, termsOf, versionOf } from './rule-form.ts'

type TrialBody = Extract<WireRequestOf<typeof billing.previewBills>['body'], { rule: unknown }>

const PRICE = /^\d{1,8}(\.\d{1,4})?$/
const NUMBER = /^-?\d{1,12}(\.\d{1,4})?$/
/** The longest cycle is three years; its first bill in arrears comes on the day after. */
const YEARS = 4

/** What a trial begins with: a home and its meter. */
const EXAMPLE: Record<string, string> = {
  area: '100',
  innerArea: '80',
  floor: '10',
  coefficient: '1',
  households: '1',
  persons: '3',
  spaces: '1',
  quantity: '1',
  usage: '10',
  coldWater: '10',
  hotWater: '3',
  reclaimedWater: '2',
  electricity: '100',
  gas: '10',
  heat: '1',
  turnover: '100000',
  previous: '100',
  current: '150',
  poolTotal: '1000',
  poolWeight: '100',
  poolRest: '9900',
}

/** What is tried while nothing was typed: every part of the day used alike. */
export const exampleOf = (name: string): string =>
  EXAMPLE[name.startsWith('band:') ? 'usage' : name] ?? (name.startsWith('f_') ? '1' : '')

/** What an object must be known by for the rule as far as it is filled in; `counted` is what its formula counts. */
export function inputsOf(values: Partial<RuleValues>, counted: readonly string[]): string[] {
  switch (values.kind ?? 'area-price') {
    case 'area-price':
      return ['area']
    case 'count-price':
      return [values.measure ?? 'households']
    case 'one-off':
      return values.measure && values.measure !== 'none' ? [values.measure] : []
    case 'rent':
      return [...(values.unitPrice ? ['area'] : []), ...(values.turnoverPercent ? ['turnover'] : [])]
    case 'formula':
      return counted.filter(name => !['price', 'fixed', 'days'].includes(name))
    case 'metered': {
      if (values.pricing !== 'bands') return ['previous', 'current']
      return (values.bands ?? []).flatMap(band => (band?.name ? [`band:${band.name}`] : []))
    }
    case 'pool':
      return ['poolTotal', 'poolWeight', 'poolRest']
    default:
      return []
  }
}

/** The form as far as it is filled, as a question to the server; null while there is nothing to work out. */
export function trialOf(
  values: Partial<RuleValues>,
  object: Record<string, string>,
  inputs: readonly string[],
): TrialBody | null {
  const { effectiveFrom } = values
  if (!effectiveFrom || !isPriced(values)) return null
  const given = (name: string) => (object[name] ?? exampleOf(name)).trim()
  if (inputs.some(name => !NUMBER.test(given(name)))) return null
  const { penalty: _, ...terms } = termsOf(values)
  const others = inputs.filter(name => name !== 'area' && values.kind !== 'metered' && values.kind !== 'pool')
  const lastOfMonth = `${effectiveFrom.slice(0, 8)}28`
  return {
    rule: { ...terms, versions: [versionOf({ ...values, effectiveFrom })] },
    areas: inputs.includes('area') ? [{ effectiveFrom, areaM2: given('area') }] : [],
    measures: Object.fromEntries(others.map(name => [name, [{ effectiveFrom, value: given(name) }]])),
    readings: values.kind === 'metered' ? [readingOf(values, given, effectiveFrom, lastOfMonth)] : [],
    pools: values.kind === 'pool' ? [poolOf(given, effectiveFrom, lastOfMonth)] : [],
    startsOn: effectiveFrom,
    endsOn: null,
    from: effectiveFrom,
    to: `${Number(effectiveFrom.slice(0, 4)) + YEARS}-${effectiveFrom.slice(5, 7)}-01`,
  }
}

function isPriced(values: Partial<RuleValues>): boolean {
  const { kind = 'area-price', unitPrice = '', fixedAmount = '' } = values
  const fine = (text: string) => text === '' || PRICE.test(text)
  if (!fine(unitPrice) || !fine(fixedAmount)) return false
  switch (kind) {
    case 'pool':
      return true
    case 'formula':
      return Boolean(values.formula?.trim())
    case 'metered': {
      if (values.pricing === 'tiers') return (values.tiers ?? []).every(tier => PRICE.test(tier?.unitPrice ?? ''))
      if (values.pricing === 'bands') {
        return (values.bands ?? []).every(band => band?.name && PRICE.test(band.unitPrice ?? ''))
      }
      return PRICE.test(unitPrice)
    }
    case 'rent':
      return unitPrice !== '' || fixedAmount !== '' || Boolean(values.turnoverPercent)
    default:
      return PRICE.test(hasUnitPrice({ kind, measure: values.measure }) ? unitPrice : fixedAmount)
  }
}

type ValueOf = (name: string) => string
type Reading = NonNullable<TrialBody['readings']>[number]

function readingOf(values: Partial<RuleValues>, given: ValueOf, from: string, lastOfMonth: string): Reading {
  const to = lastOfMonth < from ? from : lastOfMonth
  if (values.pricing === 'bands') {
    const bands = (values.bands ?? []).map(({ name = '' }) => ({ name, quantity: given(`band:${name}`) }))
    return { from, to, bands }
  }
  return { from, to, registers: [{ previous: given('previous'), current: given('current') }] }
}

function poolOf(given: ValueOf, from: string, lastOfMonth: string): NonNullable<TrialBody['pools']>[number] {
  return {
    from,
    to: lastOfMonth < from ? from : lastOfMonth,
    cost: { quantity: given('poolTotal'), unitPrice: '1' },
    basis: 'area',
    members: [
      { id: '1', weight: given('poolWeight') },
      { id: '2', weight: given('poolRest') },
    ],
  }
}
