import type { payments as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { payments } from '../tables.ts'
import { readDifferencesOf } from './difference-view.ts'
import { expectedFee } from './fee.ts'
import { oursOnly } from './our-money.ts'
import { readChannelStatement, type Statement } from './statement-view.ts'

type Page = ResponseOf<typeof contract.listChannelRows>
type Row = Page['items'][number]

const SORTS = { differences: { by: sql`x.rank`, type: 'int' } } as const
/** Differences first, then what is dealt with, then what matches. */
const DEALT_WITH = sql.lit(700_000)
const MATCHED = sql.lit(1_000_000)

/** The rows beside what we know, and what only we know of that day; differences first. Errors: platform.not_found. */
export async function listChannelRows(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listChannelRows>,
): Promise<Page> {
  const statement = await readChannelStatement(tx, actor, input)
  const keys = keyset(input, sql<string>`x.id`, SORTS, 'differences')
  const rows = rowsOf(actor, statement)
  const pattern = `%${likeText(input.text ?? '')}%`
  const which = sql<SqlBool>`(${input.outcome ?? null}::text is null or x.outcome = ${input.outcome ?? null}::text)
    and (${input.text ?? null}::text is null or x.reference ilike ${pattern})`
  const { rows: found } = await sql<
    Omit<Row, 'expectedFeeFen' | 'netFen' | 'kind' | 'outcome' | 'difference'> & {
      kind: string
      outcome: string
      sortKey: string
    }
  >`
    select x.id, x.place, x.reference, x.at, x.kind, x.outcome, x.amount_fen, x.ours_id, x.ours_fen, x.fee_fen, y.receipt_id, y.receipt_number,
      l.label as premises_label, ${keys.key} as sort_key
    from ${rows} x
    left join payments.public_payment y on y.tenant_id = ${tenantOf(actor)}::uuid and y.id = x.payment_id
    left join registry.public_premises l on l.tenant_id = y.tenant_id and l.id = y.premises_id
    where ${which} and ${keys.after} order by ${keys.order} limit ${input.limit + 1}`.execute(payments(tx))
  const { rows: counted } = await sql<{
    total: number
  }>`select count(*)::int as total from ${rows} x where ${which}`.execute(payments(tx))
  const differences = await readDifferencesOf(
    tx,
    actor,
    statement.id,
    found.map(row => row.id),
  )
  const items = found.map(row => {
    const { kind, outcome, amountFen, feeFen } = row
    const signed = amountFen === null ? null : kind === 'refund' ? -amountFen : amountFen
    return {
      ...row,
      ...({ kind, outcome } as Pick<Row, 'kind' | 'outcome'>),
      expectedFeeFen: amountFen === null ? null : expectedFee({ kind, amountFen }, statement.ratePercent),
      netFen: signed === null || feeFen === null ? null : signed - feeFen,
      difference: differences.get(row.id) ?? null,
    }
  })
  return pageOfRows(input, items, counted[0]?.total ?? 0, 'differences')
}

/** Rows of the channel with ours that they stand for; what only we know of the day; what only we knew and is dealt with here. */
function rowsOf(actor: Actor, statement: Statement): RawBuilder<unknown> {
  const tenantId = tenantOf(actor)
  return sql`(
    select r.id, r.place, r.reference, r.at, r.kind, r.outcome, r.amount_fen, coalesce(p.id, f.id, v.id) as ours_id,
      coalesce(p.amount_fen, f.amount_fen, v.amount_fen) as ours_fen, r.fee_fen, coalesce(p.id, f.source_id, v.payment_id) as payment_id,
      case when r.outcome = 'matched' then ${MATCHED} when d.id is not null then ${DEALT_WITH} else 0 end + r.place as rank
    from payments.channel_row r
    left join payments.channel_difference d on d.tenant_id = r.tenant_id and d.row_id = r.id and d.dropped_at is null
    left join payments.payment p on p.tenant_id = r.tenant_id and p.id = ${oursOf('payment_id')}
    left join payments.refund f on f.tenant_id = r.tenant_id and f.id = ${oursOf('refund_id')}
    left join payments.payment_reversal v on v.tenant_id = r.tenant_id and v.id = ${oursOf('refund_id')}
    where r.tenant_id = ${tenantId}::uuid and r.statement_id = ${statement.id}::uuid
    union all
    select m.id, null, m.reference, to_char(m.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), m.kind, 'ours-only', null,
      m.id, m.amount_fen, null, m.payment_id, 500000
    from (${oursOnly(actor, statement)}) m
    union all
    select coalesce(d.payment_id, d.refund_id), null, coalesce(p.reference, ''),
      to_char(coalesce(f.refunded_at, v.reversed_at, p.paid_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), d.kind, 'ours-only',
      null, coalesce(d.payment_id, d.refund_id), abs(d.ours_fen), null, p.id, ${DEALT_WITH}
    from payments.channel_difference d
    left join payments.refund f on f.tenant_id = d.tenant_id and f.id = d.refund_id
    left join payments.payment_reversal v on v.tenant_id = d.tenant_id and v.id = d.refund_id
    left join payments.payment p on p.tenant_id = d.tenant_id and p.id = coalesce(d.payment_id, f.source_id, v.payment_id)
    where d.tenant_id = ${tenantId}::uuid and d.statement_id = ${statement.id}::uuid and d.row_id is null and d.dropped_at is null)`
}

/** What a row stands for: as it is dealt with, else as it was matched. */
function oursOf(column: 'payment_id' | 'refund_id'): RawBuilder<unknown> {
  const name = sql.raw(column)
  return sql`case when d.id is null then r.${name} else d.${name} end`
}
