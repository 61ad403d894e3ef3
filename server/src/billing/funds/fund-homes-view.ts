import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { firstDeposit, topUpLine } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { billing } from '../tables.ts'
import { readSpendable } from './fund-sums-view.ts'
import { areaToday, HAS_A_PART } from './share-fund.ts'

type Input = RequestOf<typeof contract.listFundHomes>
type Page = ResponseOf<typeof contract.listFundHomes>
type Home = Page['items'][number]

/**
 * 维修资金分户账: every home that has a part in the fund, and whatever else something was paid or shared for. The whole community is worked out,
 * then sorted and cut: what is missing follows from area, rate and all that moved. Errors: platform.not_found, beyond_scope.
 */
export async function listFundHomes(tx: Tx, actor: Actor, input: Input): Promise<Page> {
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, input.communityId)
  const all = await readHomes(tx, actor, input.communityId)
  const fitting = sorted(all.filter(fits(input)), input.sort)
  const start = input.cursor === undefined ? 0 : fitting.findIndex(home => home.id === input.cursor) + 1
  if (input.cursor !== undefined && start === 0) throw refusePlatform.cursorWrong()
  const items = fitting.slice(start, start + input.limit)
  const last = items.at(-1)
  const key = { communityId: input.communityId, kind: 'fund' as const, itemId: null }
  const { balanceFen } = await readSpendable(tx, actor, key)
  const { balanceFen: homesFen, missingFen } = addedHomes(all)
  return {
    items: items.map(({ buildingId: _, ...home }) => home),
    next: last && start + items.length < fitting.length ? last.id : null,
    total: fitting.length,
    sums: addedHomes(fitting),
    fund: {
      ...{ balanceFen, homesFen, unsharedFen: balanceFen - homesFen, missingFen },
      shortHomes: all.filter(home => home.missingFen > 0n).length,
    },
  }
}

type Known = Home & { buildingId: string | null }
type Moved = Omit<Known, 'firstDepositFen' | 'topUpLineFen' | 'missingFen'> & { hasPart: boolean }

/** All homes of the fund of a community, by room. */
async function readHomes(tx: Tx, actor: Actor, communityId: string): Promise<Known[]> {
  const tenantId = tenantOf(actor)
  const sum = (what: string, sign: '' | '-' = '') =>
    sql`coalesce(${sql.raw(sign)}sum(m.amount_fen) filter (where m.what in (${sql.raw(what)})), 0)::bigint`
  const { rows } = await sql<Moved>`
    select p.id, p.label as premises_label, p.building_id, p.building_name, p.ended_on, area.area_m2::text as area_m2,
      coalesce(m.received_fen, 0)::bigint as received_fen, coalesce(m.income_fen, 0)::bigint as income_fen,
      coalesce(m.spent_fen, 0)::bigint as spent_fen, coalesce(m.balance_fen, 0)::bigint as balance_fen,
      ${HAS_A_PART} and (p.ended_on is null or p.ended_on > ${today()}::date) as has_part
    from registry.public_premises p ${areaToday()}
    left join (
      select m.premises_id, ${sum("'received'")} as received_fen, ${sum("'income', 'opening'")} as income_fen, ${sum("'spend'", '-')} as spent_fen,
        sum(m.amount_fen)::bigint as balance_fen
      from billing.public_fund_home_move m where m.tenant_id = ${tenantId}::uuid and m.community_id = ${communityId}::uuid
      group by m.premises_id) m on m.premises_id = p.id
    where p.tenant_id = ${tenantId}::uuid and p.community_id = ${communityId}::uuid
      and ((${HAS_A_PART} and (p.ended_on is null or p.ended_on > ${today()}::date)) or m.premises_id is not null)
    order by p.sort_key, p.id`.execute(billing(tx))
  const kept = await readRate(tx, actor, communityId)
  return rows.map(home => withLine(home, kept))
}

interface Rate {
  yuanPerM2: string | null
  topUpPercent: string
}

async function readRate(tx: Tx, actor: Actor, communityId: string): Promise<Rate> {
  const row = await billing(tx)
    .selectFrom('billing.fundAccount')
    .select(['depositYuanPerM2 as yuanPerM2', 'topUpPercent'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('kind', '=', 'fund')
    .executeTakeFirst()
  return row ?? { yuanPerM2: null, topUpPercent: '30' }
}

function withLine({ hasPart, ...home }: Moved, rate: Rate): Known {
  return { ...home, ...lineOf({ ...home, hasPart }, rate) }
}

/** What a home deposits first, the line below which it tops up, and what is missing to it (E77); nothing without an area or a rate. */
export function lineOf(
  { hasPart, areaM2, balanceFen }: Pick<Moved, 'hasPart' | 'areaM2' | 'balanceFen'>,
  { yuanPerM2, topUpPercent }: Rate,
): Pick<Home, 'firstDepositFen' | 'topUpLineFen' | 'missingFen'> {
  if (!hasPart || areaM2 === null || yuanPerM2 === null)
    return { firstDepositFen: null, topUpLineFen: null, missingFen: 0n }
  const firstDepositFen = firstDeposit(areaM2, yuanPerM2)
  const topUpLineFen = topUpLine(firstDepositFen, topUpPercent)
  return { firstDepositFen, topUpLineFen, missingFen: balanceFen < topUpLineFen ? topUpLineFen - balanceFen : 0n }
}

function fits({ text = '', buildingId, state }: Input): (home: Known) => boolean {
  const part = text.toLowerCase()
  return home =>
    home.premisesLabel.toLowerCase().includes(part) &&
    (buildingId === undefined || home.buildingId === buildingId) &&
    (state !== 'short' || home.missingFen > 0n) &&
    (state !== 'overdrawn' || home.balanceFen < 0n)
}

const SORTS = ['balanceFen', 'missingFen', 'receivedFen', 'spentFen'] as const

/** By room unless something else is asked for; what is the same stays by room. Errors: platform.sort_wrong. */
function sorted(homes: Known[], sort = 'premisesLabel'): Known[] {
  const isDescending = sort.startsWith('-')
  const name = isDescending ? sort.slice(1) : sort
  if (name === 'premisesLabel') return isDescending ? homes.toReversed() : homes
  const by = SORTS.find(one => one === name)
  if (!by) throw refusePlatform.sortWrong()
  const up = isDescending ? -1 : 1
  return homes.toSorted((one, two) => (one[by] === two[by] ? 0 : one[by] < two[by] ? -up : up))
}

const EMPTY: Page['sums'] = {
  ...{ firstDepositFen: 0n, receivedFen: 0n, incomeFen: 0n, spentFen: 0n, balanceFen: 0n, missingFen: 0n },
}

function addedHomes(homes: readonly Known[]): Page['sums'] {
  const sums = { ...EMPTY }
  for (const home of homes)
    for (const name of Object.keys(sums) as (keyof Page['sums'])[]) sums[name] += home[name] ?? 0n
  return sums
}

/** The fund by home as a file, with the same filters. Errors: platform.export_too_large, platform.not_found. */
export const exportFundHomes = defineExport(contract.exportFundHomes, '维修资金分户账', listFundHomes, [
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '楼栋', value: row => row.buildingName },
  { title: '面积（㎡）', value: row => row.areaM2 },
  { title: '应交首期', value: row => row.firstDepositFen, format: 'money' },
  { title: '已收', value: row => row.receivedFen, format: 'money' },
  { title: '期初和利息', value: row => row.incomeFen, format: 'money' },
  { title: '分摊支出', value: row => row.spentFen, format: 'money' },
  { title: '余额', value: row => row.balanceFen, format: 'money', width: 14 },
  { title: '续交线', value: row => row.topUpLineFen, format: 'money' },
  { title: '应续交', value: row => row.missingFen, format: 'money' },
])
