import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { lastDayOfMonth } from '../../platform/period.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { FUND_WORDS } from './fund.ts'
import {
  type FundKey,
  type FundSums,
  fundMoves,
  keyText,
  NOTHING,
  readFundSums,
  readSpecial,
  readSpendable,
} from './fund-sums-view.ts'

type Page = ResponseOf<typeof contract.listFunds>
type Account = Page['items'][number]
type Detail = ResponseOf<typeof contract.readFund>
type Kept = FundKey & Omit<Account, keyof FundSums>

/** With so many accounts the sums over all of them are worked out, too. */
const SUMMED_MOST = 200

/**
 * 分户资金收支表: the accounts of each community, by community and kind, and how they moved in the months. Money of a community is of no building:
 * who sees some buildings sees none. Errors: billing.months_wrong, platform.beyond_scope, platform.sort_wrong.
 */
export async function listFunds(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listFunds>): Promise<Page> {
  requireWholeCommunities(actor)
  const span = spanOf(input)
  const all = await readAccounts(tx, actor, input)
  const isSummed = all.length <= SUMMED_MOST
  const read = (of: readonly Kept[]) =>
    readFundSums(tx, actor, [...new Set(of.map(account => account.communityId))], span)
  const known = isSummed ? await read(all) : null
  const ordered = inOrder(all, known, input.sort)
  const start = input.cursor === undefined ? 0 : ordered.findIndex(account => account.id === input.cursor) + 1
  if (input.cursor !== undefined && start === 0) throw refusePlatform.cursorWrong()
  const shown = ordered.slice(start, start + input.limit)
  const sums = known ?? (await read(shown))
  const last = shown.at(-1)
  return {
    items: shown.map(account => ({ ...account, ...(sums.get(keyText(account)) ?? NOTHING) })),
    next: last && start + shown.length < all.length ? last.id : null,
    total: all.length,
    sums: isSummed ? added(all.map(account => sums.get(keyText(account)) ?? NOTHING)) : null,
    ...{ from: span.from, to: span.to },
  }
}

/**
 * By community and kind unless an amount is asked for, which is known where all accounts are summed; what is the same stays so.
 * Errors: platform.sort_wrong.
 */
function inOrder(all: Kept[], sums: Awaited<ReturnType<typeof readFundSums>> | null, sort: string | undefined): Kept[] {
  if (sort === undefined) return all
  const isDescending = sort.startsWith('-')
  const name = isDescending ? sort.slice(1) : sort
  if (sums === null || !(name in NOTHING)) throw refusePlatform.sortWrong()
  const amountOf = (account: Kept) => (sums.get(keyText(account)) ?? NOTHING)[name as keyof FundSums]
  const up = isDescending ? -1 : 1
  return all.toSorted((one, two) => {
    const [left, right] = [amountOf(one), amountOf(two)]
    return left === right ? 0 : left < right ? -up : up
  })
}

/** One account with each of its months and what may be spent. Errors: platform.not_found, billing.months_wrong, platform.beyond_scope. */
export async function readFund(tx: Tx, actor: Actor, input: RequestOf<typeof contract.readFund>): Promise<Detail> {
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, input.communityId)
  const key: FundKey = { ...input, itemId: input.itemId ?? null }
  const account = (await readAccounts(tx, actor, input)).find(one => keyText(one) === keyText(key))
  if (!account) throw refusePlatform.notFound()
  const span = spanOf(input)
  const sums = (await readFundSums(tx, actor, [key.communityId], span)).get(keyText(key)) ?? NOTHING
  return {
    ...{ ...account, ...sums, from: span.from, to: span.to },
    ...(await readHeld(tx, actor, key)),
    months: rolled(await readMonths(tx, actor, key, span), sums.openingFen),
    items: await readItems(tx, actor, key, span),
  }
}

/** What may be spent, and of the maintenance fund where it lies. */
async function readHeld(tx: Tx, actor: Actor, key: FundKey) {
  const spendable = await readSpendable(tx, actor, key)
  if (key.kind !== 'fund') return { ...spendable, specialFen: null, toMoveFen: null }
  const { specialFen } = await readSpecial(tx, actor, key)
  return { ...spendable, specialFen, toMoveFen: spendable.balanceFen - specialFen }
}

interface Span {
  from: string
  to: string
  firstDay: string
  lastDay: string
}

/** The months asked for: without any, those of this year. At most ten years. Errors: billing.months_wrong. */
export function spanOf({ from: first, to: last }: { from?: string; to?: string }): Span {
  const to = last ?? today().slice(0, 7)
  const from = first ?? `${to.slice(0, 4)}-01`
  if (from > to || Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > 10) throw refuse.monthsWrong()
  return { from, to, firstDay: `${from}-01`, lastDay: lastDayOfMonth(`${to}-01`) }
}

/** Both kinds of owners' money of every community, and what is charged for others there, or was. */
async function readAccounts(
  tx: Tx,
  actor: Actor,
  { communityId = null, kind = null }: { communityId?: string | null; kind?: FundKey['kind'] | null },
): Promise<Kept[]> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql<Kept>`
    select overlay(overlay(md5(k.community_id::text || k.kind || coalesce(k.item_id::text, '')) placing '8' from 13) placing '8' from 17)::uuid as id,
      k.community_id, k.kind, k.item_id, c.name as community_name, i.name as item_name, coalesce(a.principal, '') as principal,
      coalesce(a.may_advance, false) as may_advance, coalesce(a.management_percent, 0)::text as management_percent,
      a.deposit_yuan_per_m2::text as deposit_yuan_per_m2, coalesce(a.top_up_percent, 30)::text as top_up_percent,
      coalesce(a.version, 0) as version
    from (
      select id as community_id, kind, null::uuid as item_id from registry.public_community, (values ('public'), ('fund')) v(kind)
        where tenant_id = ${tenantId}::uuid
      union select r.community_id, 'agency', r.item_id from billing.rule r
        join billing.charge_item i on i.tenant_id = r.tenant_id and i.id = r.item_id
        where r.tenant_id = ${tenantId}::uuid and i.treatment = 'agency'
      union select q.community_id, q.kind, q.item_id from billing.fund_request q where q.tenant_id = ${tenantId}::uuid
      union select f.community_id, f.kind, f.item_id from billing.fund_account f where f.tenant_id = ${tenantId}::uuid
    ) k
    join registry.public_community c on c.tenant_id = ${tenantId}::uuid and c.id = k.community_id
    left join billing.charge_item i on i.tenant_id = ${tenantId}::uuid and i.id = k.item_id
    left join billing.fund_account a on a.tenant_id = ${tenantId}::uuid and a.community_id = k.community_id and a.kind = k.kind
      and a.item_id is not distinct from k.item_id
    where (${communityId}::uuid is null or k.community_id = ${communityId}::uuid) and (${kind}::text is null or k.kind = ${kind}::text)
    order by c.name, k.community_id, array_position(array['public', 'fund', 'agency'], k.kind), i.name, k.item_id`.execute(
    billing(tx),
  )
  return rows
}

function added(all: readonly FundSums[]): FundSums {
  const sums = { ...NOTHING }
  for (const one of all) for (const name of Object.keys(sums) as (keyof FundSums)[]) sums[name] += one[name]
  return sums
}

type Month = Omit<Detail['months'][number], 'closingFen'>

async function readMonths(tx: Tx, actor: Actor, key: FundKey, { firstDay, lastDay }: Span): Promise<Month[]> {
  const sum = (what: string, sign: '' | '-' = '') =>
    sql`coalesce(${sql.raw(sign)}sum(m.amount_fen) filter (where m.what = ${sql.lit(what)}), 0)::bigint`
  const { rows } = await sql<Month>`
    select to_char(d.month, 'YYYY-MM') as month, ${sum('received')} as received_fen,
      (${sum('income')} + ${sum('opening')})::bigint as income_fen, ${sum('spend', '-')} as spent_fen, ${sum('manage', '-')} as managed_fen,
      ${sum('hand-over', '-')} as handed_over_fen
    from generate_series(${firstDay}::date, ${lastDay}::date, interval '1 month') as d(month)
    left join (select * from (${fundMoves(tenantOf(actor), [key.communityId])}) f
      where f.kind = ${key.kind} and f.item_id is not distinct from ${key.itemId}::uuid) m
      on m.moved_on >= d.month and m.moved_on < d.month + interval '1 month'
    group by d.month order by d.month`.execute(billing(tx))
  return rows
}

function rolled(months: readonly Month[], openingFen: bigint): Detail['months'] {
  let closingFen = openingFen
  return months.map(month => {
    closingFen += month.receivedFen + month.incomeFen - month.spentFen - month.managedFen - month.handedOverFen
    return { ...month, closingFen }
  })
}

async function readItems(tx: Tx, actor: Actor, key: FundKey, { firstDay, lastDay }: Span): Promise<Detail['items']> {
  const { rows } = await sql<Detail['items'][number]>`
    select i.id as item_id, i.name as item_name, sum(m.amount_fen)::bigint as received_fen
    from (${fundMoves(tenantOf(actor), [key.communityId])}) m
    join billing.charge_item i on i.tenant_id = ${tenantOf(actor)}::uuid and i.id = m.of_item
    where m.kind = ${key.kind} and m.item_id is not distinct from ${key.itemId}::uuid
      and m.moved_on between ${firstDay}::date and ${lastDay}::date
    group by i.id, i.name order by sum(m.amount_fen) desc, i.name`.execute(billing(tx))
  return rows
}

/** The accounts as a file, with the same filters. Errors: platform.export_too_large, billing.months_wrong. */
export const exportFunds = defineExport(contract.exportFunds, '分户资金收支表', listFunds, [
  { title: '小区', value: row => row.communityName, width: 18 },
  { title: '资金', value: row => FUND_WORDS[row.kind] },
  { title: '收费项目', value: row => row.itemName, width: 16 },
  { title: '期初余额', value: row => row.openingFen, format: 'money' },
  { title: '收费收入', value: row => row.receivedFen, format: 'money' },
  { title: '其他收入', value: row => row.incomeFen, format: 'money' },
  { title: '支出', value: row => row.spentFen, format: 'money' },
  { title: '管理费用', value: row => row.managedFen, format: 'money' },
  { title: '转交', value: row => row.handedOverFen, format: 'money' },
  { title: '期末余额', value: row => row.closingFen, format: 'money' },
  { title: '审批中', value: row => row.waitingFen, format: 'money' },
  { title: '已出账未收', value: row => row.uncollectedFen, format: 'money' },
])
