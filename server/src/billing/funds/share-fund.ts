import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { shareRepair } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec, decimalText } from '../../platform/decimals.ts'
import type { Fen } from '../../platform/money.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'

type Preview = ResponseOf<typeof contract.previewFundShares>
export type FundHomes = NonNullable<RequestOf<typeof contract.previewFundShares>['homes']>

/** What one home bears or gets of what moves the fund. */
interface Share {
  id: string
  premisesLabel: string
  areaM2: string
  shareFen: Fen
}

export interface Shared {
  homes: number
  areaM2: string
  withoutArea: number
  shares: Share[]
}

const SHOWN = 200

/** What each home would bear of a spending. Errors: platform.not_found, beyond_scope, billing.fund_homes_wrong. */
export async function previewFundShares(
  tx: Tx,
  actor: Actor,
  { communityId, amountFen, homes }: RequestOf<typeof contract.previewFundShares>,
): Promise<Preview> {
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, communityId)
  const { shares, ...counted } = await shareByArea(tx, actor, communityId, amountFen, homes)
  return { ...counted, items: shares.slice(0, SHOWN) }
}

/**
 * Shares an amount of the maintenance fund among the homes that it concerns by their areas of today, to the fen (E77). Homes without an area
 * bear nothing and are counted. Errors: billing.fund_homes_wrong (a home that is not there, or none that has an area).
 */
export async function shareByArea(
  tx: Tx,
  actor: Actor,
  communityId: string,
  amountFen: Fen,
  homes: FundHomes | null,
): Promise<Shared> {
  const found = await readConcerned(tx, actor, communityId, homes)
  const known = new Set(found.map(home => home.id))
  if (homes?.premisesIds.some(id => !known.has(id))) throw refuse.fundHomesWrong({ reason: 'unknown' })
  const sharing = found.flatMap(({ areaM2, ...home }) => (areaM2 === null ? [] : [{ ...home, areaM2 }]))
  if (sharing.length === 0) throw refuse.fundHomesWrong({ reason: 'none' })
  const parts = shareRepair(amountFen, sharing)
  return {
    homes: sharing.length,
    areaM2: decimalText(
      sharing.reduce((sum, { areaM2 }) => sum.plus(dec(areaM2)), dec('0')),
      2,
    ),
    withoutArea: found.length - sharing.length,
    shares: sharing.map(home => ({ ...home, shareFen: parts.get(home.id) ?? 0n })),
  }
}

/** Keeps what each home bears of a request. The database refuses shares that do not come to it. */
export async function writeFundShares(
  tx: Tx,
  actor: Actor,
  { id, communityId }: { id: string; communityId: string },
  shares: readonly Share[],
): Promise<void> {
  await sql`
    insert into billing.fund_share (tenant_id, request_id, community_id, premises_id, area_m2, share_fen)
    select ${tenantOf(actor)}::uuid, ${id}::uuid, ${communityId}::uuid, s.* from unnest(
      ${shares.map(share => share.id)}::uuid[], ${shares.map(share => share.areaM2)}::numeric[],
      ${shares.map(share => share.shareFen)}::bigint[]) as s(premises_id, area_m2, share_fen)`.execute(billing(tx))
}

/** Parking spaces and common rooms have no part in the fund unless they are named. As SQL, of premises `p`. */
export const HAS_A_PART: RawBuilder<SqlBool> = sql`p.use not in ('parking', 'public')`

/** The area of premises `p` that holds today, as `area.area_m2`; to be joined laterally. */
export function areaToday(): RawBuilder<unknown> {
  return sql`left join lateral (select a.area_m2 from registry.public_premises_area a where a.tenant_id = p.tenant_id
    and a.premises_id = p.id and a.from_on <= ${today()}::date order by a.from_on desc limit 1) area on true`
}

/** Homes that are there today, by room, with their areas. */
async function readConcerned(
  tx: Tx,
  actor: Actor,
  communityId: string,
  homes: FundHomes | null,
): Promise<(Omit<Share, 'areaM2' | 'shareFen'> & { areaM2: string | null })[]> {
  const { buildingIds = [], unitIds = [], premisesIds = [] } = homes ?? {}
  const isWhole = buildingIds.length + unitIds.length + premisesIds.length === 0
  const { rows } = await sql<{ id: string; premisesLabel: string; areaM2: string | null }>`
    select p.id, p.label as premises_label, area.area_m2::text as area_m2
    from registry.public_premises p ${areaToday()}
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.community_id = ${communityId}::uuid
      and (p.ended_on is null or p.ended_on > ${today()}::date)
      and (p.id = any(${premisesIds}::uuid[]) or (${HAS_A_PART} and (${isWhole} or p.building_id = any(${buildingIds}::uuid[])
        or p.unit_id = any(${unitIds}::uuid[]))))
    order by p.sort_key, p.id`.execute(billing(tx))
  return rows
}
