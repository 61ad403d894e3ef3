import type { ImportCount } from './import-query.ts'

export type CountKind = ImportCount['kind']

/** The order in which a person thinks of them: places, people, money. */
const ORDER: readonly CountKind[] = [
  'buildings',
  'units',
  'premises',
  'spaces',
  'owners',
  'people',
  'vehicles',
  'leases',
  'occupancies',
  'chargeRules',
  'assignments',
  'meters',
  'readings',
  'employees',
  'certificates',
  'debts',
  'purses',
  'deposits',
  'openingReadings',
  'pastPayments',
  'formerBills',
]

/** Who lives where and what is charged come with the premises, so they are named only where no premises are new. */
const WITH_PREMISES: readonly CountKind[] = ['occupancies', 'assignments']

/** The kinds that the file holds, in order. */
export function shownCounts(counts: readonly ImportCount[]): ImportCount[] {
  return ORDER.flatMap(kind => counts.filter(count => count.kind === kind && count.total > 0))
}

/** What a commit would add, as it is named on its button: 13 栋、26 单元、5 户 … */
export function newParts(counts: readonly ImportCount[]): { kind: CountKind; count: number }[] {
  const added = shownCounts(counts).filter(count => count.create > 0)
  const homes = added.some(({ kind }) => kind === 'premises' || kind === 'spaces')
  return added
    .filter(({ kind }) => !homes || !WITH_PREMISES.includes(kind))
    .map(({ kind, create }) => ({ kind, count: create }))
}

export interface Totals {
  total: number
  rejected: number
  create: number
  change: number
  unchanged: number
}

export function sumOf(counts: readonly ImportCount[]): Totals {
  const add = (field: keyof Totals) => counts.reduce((sum, count) => sum + count[field], 0)
  return {
    total: add('total'),
    rejected: add('rejected'),
    create: add('create'),
    change: add('change'),
    unchanged: add('unchanged'),
  }
}
