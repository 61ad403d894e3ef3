import type { analytics as contract, RequestOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { addDays } from '../../../platform/period.ts'
import type { Asked } from '../ask-report.ts'
import { COLLECTED, WAIVED, WRITTEN_OFF } from '../charge-facts.ts'
import { openBills } from '../open-bills.ts'

export type LineNumber = NonNullable<RequestOf<typeof contract.listReportLines>['number']>

export interface Numbered {
  /** What a line adds to the number. */
  fen: RawBuilder<unknown>
  /** The lines that may: what keeps a search for few of them from reading all. */
  where: RawBuilder<SqlBool>
  /** What else is joined to the line. */
  join?: RawBuilder<unknown>
}

/** What lateness costs (`readAccruing`), by line: as of today, of whatever months. */
export function accruingNumber(lines: RawBuilder<unknown>): Numbered {
  return {
    fen: sql`a.fen`,
    where: sql<SqlBool>`true`,
    join: sql`join (${lines}) as a(line_id, fen) on a.line_id = l.id`,
  }
}

/**
 * What a line `l` of `billing.public_bill_line`, owed by the end of the day `asOf`, adds to a number of 应收实收 or 收缴率 (domain.md §1.3): the
 * same facts as `charge-facts.ts` and the same rule as `collection/sums.ts`, line by line, so that each number is the sum of its lines.
 * A settlement counts from the day on which its line is owed; the span begins on `firstDay`.
 */
export function lineNumber(number: Exclude<LineNumber, 'accruing'>, asked: Asked): Numbered {
  const { tenantId, firstDay, lastDay, asOf } = asked
  const settled = (kinds?: RawBuilder<unknown>, when: RawBuilder<unknown> = sql`true`) => sql`coalesce((
    select sum(s.amount_fen) from billing.public_settlement s
    where s.tenant_id = ${tenantId}::uuid and s.bill_line_id = l.id and s.settled_on <= ${asOf}::date and ${when}
      ${kinds ? sql`and s.source_kind in ${kinds}` : sql``}), 0)`
  const within = sql<SqlBool>`l.segment_start between ${firstDay}::date and ${lastDay}::date`
  const since = sql`greatest(s.settled_on, l.issued_on) >= ${firstDay}::date`
  const moved = sql<SqlBool>`l.segment_start < ${firstDay}::date and (l.issued_on >= ${firstDay}::date
    or l.id in (select t.bill_line_id from billing.public_settlement t where t.tenant_id = ${tenantId}::uuid and t.settled_on between ${firstDay}::date and ${asOf}::date))`
  const open = (on: string) => sql`l.bill_id in (select o.bill_id from (${openBills({ ...asked, asOf: on })}) o)`
  const numbers: Record<typeof number, () => Numbered> = {
    billed: () => ({ fen: sql`greatest(l.amount_fen, 0)`, where: within }),
    reversed: () => ({ fen: sql`greatest(-l.amount_fen, 0)`, where: within }),
    waived: () => ({ fen: settled(WAIVED), where: within }),
    net: () => ({ fen: sql`l.amount_fen - ${settled(WAIVED)}`, where: within }),
    collectedCurrent: () => ({ fen: settled(COLLECTED), where: within }),
    collectedAhead: () => ({
      fen: settled(COLLECTED, sql`s.settled_on < date_trunc('month', l.segment_start::timestamp)::date`),
      where: within,
    }),
    fromPurse: () => ({ fen: settled(sql`('purse')`), where: within }),
    writtenOff: () => ({ fen: settled(WRITTEN_OFF), where: within }),
    outstanding: () => ({ fen: sql`l.amount_fen - ${settled()}`, where: within }),
    openingArrears: () => ({
      fen: sql`l.amount_fen - ${settled(undefined, sql`s.settled_on < ${firstDay}::date`)}`,
      where: sql<SqlBool>`l.segment_start < ${firstDay}::date and l.issued_on < ${firstDay}::date and ${open(addDays(firstDay, -1))}`,
    }),
    collectedOld: () => ({ fen: settled(COLLECTED, since), where: moved }),
    adjustedOld: () => ({
      fen: sql`case when l.issued_on >= ${firstDay}::date then l.amount_fen else 0 end - ${settled(WAIVED, since)} - ${settled(WRITTEN_OFF, since)}`,
      where: moved,
    }),
    closingArrears: () => ({
      fen: sql`l.amount_fen - ${settled()}`,
      where: sql<SqlBool>`l.segment_start <= ${lastDay}::date and ${open(asOf)}`,
    }),
  }
  return numbers[number]()
}
