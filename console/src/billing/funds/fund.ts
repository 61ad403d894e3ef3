import { billing, type WireResponseOf } from '@anju/contract'
import { call, queryClient } from '../../api.ts'
import { renewApprovals } from '../../approvals/approvals.ts'
import { listKey } from '../../shell/list/index.ts'

export type FundRow = WireResponseOf<typeof billing.listFunds>['items'][number]
export type FundSums = WireResponseOf<typeof billing.listFunds>['sums']
export type Fund = WireResponseOf<typeof billing.readFund>
export type FundLine = WireResponseOf<typeof billing.listFundLines>['items'][number]
export type FundHome = WireResponseOf<typeof billing.listFundHomes>['items'][number]
export type FundHomeSums = WireResponseOf<typeof billing.listFundHomes>['sums']
export type FundRequest = WireResponseOf<typeof billing.listFundRequests>['items'][number]
export type FundRequestDetail = WireResponseOf<typeof billing.readFundRequest>
export type Resolution = WireResponseOf<typeof billing.readResolution>
export type Disclosure = WireResponseOf<typeof billing.readDisclosure>
export type DisclosedFund = Disclosure['content']

export const FUND_KINDS = ['public', 'fund', 'agency'] as const
export const DEEDS = ['spend', 'hand-over', 'manage', 'income', 'opening', 'move-in', 'reversal'] as const
export type AskedDeed = Exclude<(typeof DEEDS)[number], 'reversal'>

/** Which account, as an address and the routes take it. */
export interface FundKey {
  communityId: string
  kind: FundRow['kind']
  itemId: string | undefined
}

/** What may be asked for of an account: what spends it first, what adds to it after. */
export const ASKABLE: Record<FundRow['kind'], readonly AskedDeed[]> = {
  public: ['spend', 'income', 'manage', 'opening'],
  fund: ['spend', 'move-in', 'income', 'opening'],
  agency: ['hand-over', 'income', 'opening'],
}

export const fundQuery = (key: FundKey, months: { from?: string; to?: string }) => ({
  queryKey: [billing.readFund.path, key, months],
  queryFn: ({ signal }: { signal: AbortSignal }) => call(billing.readFund, { query: { ...key, ...months }, signal }),
})

/** The maintenance fund and its homes, added up. */
export const fundHomesQuery = (communityId: string) => ({
  queryKey: [billing.listFundHomes.path, 'added', communityId],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    call(billing.listFundHomes, { query: { communityId, limit: 1 }, signal }),
})

export const HOMES_OF = ['community', 'buildings', 'units', 'premises'] as const

/** Which homes share, as the form has it. */
export interface HomesValues {
  homesOf?: (typeof HOMES_OF)[number]
  buildingIds?: string[]
  unitIds?: string[]
  homes?: { value: string; label: string }[]
}

/** Which homes share, as the routes take it: null for the whole community, and while nothing is chosen. */
export function homesOf({ homesOf: of = 'community', buildingIds = [], unitIds = [], homes = [] }: HomesValues) {
  const chosen = {
    buildingIds: of === 'buildings' ? buildingIds : [],
    unitIds: of === 'units' ? unitIds : [],
    premisesIds: of === 'premises' ? homes.map(home => home.value) : [],
  }
  return Object.values(chosen).every(ids => ids.length === 0) ? null : chosen
}

/** Asks again for everything that shows money of others. */
export function renewFunds(): void {
  renewApprovals()
  for (const route of [
    billing.listFunds,
    billing.readFund,
    billing.listFundLines,
    billing.listFundHomes,
    billing.listFundRequests,
    billing.readFundRequest,
    billing.listResolutions,
    billing.readResolution,
    billing.listDisclosures,
    billing.readDisclosure,
  ])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
}

/** Resolutions that money of a kind may be spent on, the latest first. */
export const usableResolutionsQuery = (communityId: string, kind: 'public' | 'fund') => ({
  queryKey: [billing.listResolutions.path, 'usable', communityId, kind],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const query = { communityId, kind, state: 'counts' as const, limit: 200 }
    const { items } = await call(billing.listResolutions, { query, signal })
    return items.filter(one => one.limitFen === null || one.limitFen > one.usedFen)
  },
})

/** The last quarters that are over, the latest first: `2026-Q3`. */
export function overQuarters(today: string, count = 8): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const past = year * 4 + Math.floor((month - 1) / 3) - 1
  return Array.from({ length: count }, (_, index) => {
    const quarter = past - index
    return `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`
  })
}
