import { type RawBuilder, sql } from 'kysely'
import type { CivilDate } from '../../platform/period.ts'
import { type Asked, isNarrowed } from './ask-report.ts'

/**
 * What happened to the charges asked for until the end of the day `asOf`, a row per line and per settlement: `community_id`,
 * `premises_id`, `item_id`, `month` (first day of the charge month 费用所属期: that in which the line begins), `fact_month` (in which
 * it happened), `known_month` (from which on it counts: what is paid before the billing date counts from then on) and amounts, of which
 * each row has one. Only issued bills owe. In one pass over lines and one over settlements; `months`
 * narrows to charge months. What is summed already is read by `charge-sums.ts`.
 *
 * - `billed` 应收, `reversed` 红冲 (positive); `full` what the line would be at the full standard
 * - `waived` 减免 and 抹零, `written_off` 核销
 * - `collected` 实收: payments, 预存冲抵 and what a correction moved between lines, less what was taken back; `from_purse` of it
 */
export function chargeFacts(asked: Asked, months?: readonly CivilDate[]): RawBuilder<unknown> {
  const among = months
    ? sql`and date_trunc('month', l.segment_start::timestamp)::date = any(${[...months]}::date[])`
    : sql``
  const lines = sql`
    l.tenant_id = ${asked.tenantId}::uuid and l.state = 'issued' and l.issued_on <= ${asked.asOf}::date
      and l.segment_start between ${asked.firstDay}::date and ${asked.lastDay}::date and ${isNarrowed(asked, 'l')} ${among}`
  const place = sql`l.community_id, l.premises_id, l.item_id, date_trunc('month', l.segment_start::timestamp)::date as month`
  const happened = (on: string) => sql`date_trunc('month', ${sql.raw(on)}::timestamp)::date as fact_month`
  const known = (on: string) => sql`date_trunc('month', (${sql.raw(on)})::timestamp)::date as known_month`
  return sql`
    select ${place}, ${happened('l.issued_on')}, ${known('l.issued_on')}, greatest(l.amount_fen, 0) as billed, greatest(-l.amount_fen, 0) as reversed, 0::bigint as waived,
      0::bigint as written_off, 0::bigint as collected, 0::bigint as from_purse, l.full_fen as "full", 1 as line
    from billing.public_bill_line l where ${lines}
    union all
    select ${place}, ${happened('s.settled_on')}, ${known('greatest(s.settled_on, l.issued_on)')}, 0, 0, ${settledBy('s', WAIVED)}, ${settledBy('s', WRITTEN_OFF)}, ${settledBy('s', COLLECTED)},
      ${settledBy('s', sql`('purse')`)}, 0, 0
    from billing.public_settlement s
    join billing.public_bill_line l on l.tenant_id = s.tenant_id and l.id = s.bill_line_id
    where s.tenant_id = ${asked.tenantId}::uuid and s.settled_on <= ${asked.asOf}::date and ${lines}`
}

/** By what a line is settled, for `in`. */
export const WAIVED = sql`('waiver', 'rounding', 'discount')`
export const WRITTEN_OFF = sql`('write-off')`
export const COLLECTED = sql`('payment', 'purse', 'correction')`

/** The amount of a settlement where it is of these kinds, else nothing. */
export function settledBy(alias: string, kinds: RawBuilder<unknown>): RawBuilder<bigint> {
  const row = sql.raw(alias)
  return sql<bigint>`case when ${row}.source_kind in ${kinds} then ${row}.amount_fen else 0 end`
}
