import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { type Asked, askReport } from '../ask-report.ts'
import { groupedSums, idOf } from '../group-by.ts'
import { CASH_POSTED, FUNDS_POSTED, MONEY_ACCOUNTS } from '../movements/cash-facts.ts'
import { rollForward, sumRows } from '../movements/sum-rows.ts'
import { type Group, pageGroups } from '../page-groups.ts'
import { GIVEN_AWAY_POSTED } from '../reconciliation/money-checks.ts'

type Report = ResponseOf<typeof contract.listAccruals>
type Input = RequestOf<typeof contract.listAccruals>
export type AccrualNumber = RequestOf<typeof contract.listAccrualPostings>['number']

const MOVED = [
  'accruedFen',
  'waivedFen',
  'settledFen',
  'otherFen',
  'revenueFen',
  'taxFen',
  'deferredFen',
  'cashFen',
  'feeFen',
  'differenceFen',
  'floatFen',
  'fundFen',
  'moneyFen',
] as const
type Row = Group & Record<(typeof MOVED)[number] | 'beforeFen' | 'movedFen', bigint>

/** What moves receivables (1122), by the kind of fact that is posted (ADR 16). */
const ACCRUED = ['billing.bill-issued', 'billing.bill-taken-back']
const WAIVED = [...GIVEN_AWAY_POSTED, 'billing.written-off', 'billing.write-off-corrected']
const SETTLED = [
  ...['payments.received', 'payments.reversed', 'payments.refunded'],
  ...['billing.purse-offset', 'billing.purse-offset-reversed'],
]

/**
 * 权责发生制 (domain.md §1.3, accounting table): the ledger's own postings by the month they are posted in. 期末应收 = 期初 + 计提 − 减免核销 −
 * 收款冲抵 + 其他, which is the balance of 1122; revenue without tax and the tax beside it, as closing a month leaves them, with what it left
 * for later months (negative where they became due); and what came in as money, to be compared: 现金口径 as in `cash-facts.ts`, from which fees
 * of channels, what tills and channels have over or short, floats, and what was spent of money of others lead to what cash, bank and other money moved.
 * Errors: analytics.period_wrong, platform.not_found.
 */
export async function listAccruals(tx: Tx, actor: Actor, input: Input): Promise<Report> {
  const asked = await askReport(tx, actor, input)
  const { rows } = await sql<Row>`${groupedSums(input.by, asked, postings(asked), SUMS)}`.execute(analytics(tx))
  const beforeFen = sumRows(rows, ['beforeFen']).beforeFen
  const within = rows.filter(row => row.month === null || (row.month >= asked.from && row.month <= asked.to))
  const found =
    input.by === 'month'
      ? rollForward(within, beforeFen)
      : within.map(row => ({ ...row, openingFen: row.beforeFen, closingFen: row.beforeFen + row.movedFen }))
  const sums = {
    ...sumRows(within, MOVED),
    openingFen: beforeFen,
    closingFen: beforeFen + sumRows(within, ['movedFen']).movedFen,
  }
  const { from, to } = asked
  const sorts = [...MOVED, 'openingFen', 'closingFen'] as const
  return {
    ...pageGroups(input, found, sorts, input.by === 'month' ? 'name' : '-accruedFen'),
    ...{ sums, from, to },
  }
}

/** Postings until the end of the months; of what was before them only receivables count, as the opening balance. */
function postings({ tenantId, communityId, firstDay, lastDay }: Asked): RawBuilder<unknown> {
  return sql`
    select p.community_id, null::uuid as premises_id, null::uuid as item_id, date_trunc('month', p.posted_on::timestamp)::date as month,
      p.account_code as code, p.source_kind as kind, p.amount_fen, p.posted_on < ${firstDay}::date as before,
      p.entry_id, p.line, p.posted_on, p.premises_id as home_id
    from ledger.public_posting p
    where p.tenant_id = ${tenantId}::uuid ${communityId ? sql`and p.community_id = ${communityId}::uuid` : sql``}
      and p.posted_on <= ${lastDay}::date and (p.account_code = '1122' or (p.posted_on >= ${firstDay}::date
        and p.account_code = any(${[...BOOKS, ...MONEY_ACCOUNTS]}::text[])))`
}

const BOOKS = ['6001', '6051', '6301', '222101', '2205', '222102', '1473', '6603']

/** What moves money beside what households bring or get back. */
const BY_CHANNEL = ['payments.channel-settled', 'payments.channel-difference']
const OVER_OR_SHORT = ['payments.till-difference', 'payments.shift-difference', 'payments.channel-difference']
const FLOATS = ['payments.float-issued', 'payments.float-taken-over', 'payments.cash-moved']

const sumOf = (name: string, when: RawBuilder<unknown>, sign: RawBuilder<unknown> = sql``) =>
  sql`coalesce(${sign} sum(f.amount_fen) filter (where ${when}), 0)::bigint as ${sql.raw(name)}`
const receivable = (kind: RawBuilder<unknown>) => sql`f.code = '1122' and not f.before and ${kind}`

const isMoney = sql`f.code = any(${MONEY_ACCOUNTS}::text[])`

/** What of the postings `f` makes a number, and with which sign. */
const NUMBERS: Record<AccrualNumber, [when: RawBuilder<unknown>, sign?: RawBuilder<unknown>]> = {
  opening: [sql`f.code = '1122' and f.before`],
  accrued: [receivable(sql`f.kind = any(${ACCRUED}::text[])`)],
  waived: [receivable(sql`f.kind = any(${WAIVED}::text[])`), sql`-`],
  settled: [receivable(sql`f.kind = any(${SETTLED}::text[])`), sql`-`],
  other: [receivable(sql`f.kind <> all(${[...ACCRUED, ...WAIVED, ...SETTLED]}::text[])`)],
  closing: [sql`f.code = '1122'`],
  revenue: [sql`f.code in ('6001', '6051', '6301')`, sql`-`],
  tax: [sql`f.code = '222101'`, sql`-`],
  deferred: [sql`f.code in ('2205', '222102', '1473')`, sql`-`],
  cash: [sql`${isMoney} and f.kind = any(${CASH_POSTED}::text[])`],
  fee: [sql`f.code = '6603' and f.kind = any(${BY_CHANNEL}::text[])`, sql`-`],
  // A channel pays less its fee: what is left is what it paid otherwise than we took.
  difference: [sql`(${isMoney} or f.code = '6603') and f.kind = any(${OVER_OR_SHORT}::text[])`],
  float: [sql`${isMoney} and f.kind = any(${FLOATS}::text[])`],
  fund: [sql`${isMoney} and f.kind = any(${FUNDS_POSTED}::text[])`],
  money: [isMoney],
}

/** The postings a number is made of, with `amount_fen` as it moves the number, and where each stands. */
export function postingsOf(asked: Asked, number: AccrualNumber): RawBuilder<unknown> {
  const [when, sign = sql``] = NUMBERS[number]
  return sql`
    select ${idOf(sql`f.entry_id::text || ' ' || f.line`)} as id, f.entry_id, f.posted_on, f.community_id, f.code, f.kind, f.home_id, ${sign} f.amount_fen as amount_fen
    from (${postings(asked)}) f where ${when}`
}

const SUMS = sql.join(
  [
    sumOf('before_fen', NUMBERS.opening[0]),
    sumOf('moved_fen', receivable(sql`true`)),
    ...(Object.keys(NUMBERS) as AccrualNumber[])
      .filter(number => number !== 'opening' && number !== 'closing')
      .map(number => sumOf(`${number}_fen`, ...NUMBERS[number])),
  ],
  sql`, `,
)
