import { ledger as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { monthRange } from '../../platform/period.ts'
import { ledger } from '../tables.ts'

type Answer = ResponseOf<typeof contract.readTrialBalance>
type Row = Answer['items'][number]

/**
 * 科目余额表 of whole months within the caller's scope: per account what it was before, debits, credits, and what it is after them;
 * debit positive, credit negative. Accounts without a posting are left out. The sums of opening and closing are 0.
 * Errors: platform.sort_wrong.
 */
export async function readTrialBalance(
  tx: Tx,
  actor: Actor,
  input: Pick<RequestOf<typeof contract.readTrialBalance>, 'communityId' | 'from' | 'to' | 'sort'>,
): Promise<Answer> {
  const to = input.to ?? input.from ?? today().slice(0, 7)
  const from = input.from !== undefined && input.from < to ? input.from : to
  const first = monthRange(from).from
  const last = monthRange(to).to
  const { rows } = await sql<Omit<Row, 'id' | 'closingFen'>>`
    select a.code, a.name, a.kind, p.opening_fen, p.debit_fen, p.credit_fen from (
      select account_code,
        coalesce(sum(amount_fen) filter (where posted_on < ${first}::date), 0)::bigint as opening_fen,
        coalesce(sum(amount_fen) filter (where posted_on >= ${first}::date and amount_fen > 0), 0)::bigint as debit_fen,
        coalesce(-sum(amount_fen) filter (where posted_on >= ${first}::date and amount_fen < 0), 0)::bigint as credit_fen
      from ledger.public_posting
      where tenant_id = ${tenantOf(actor)}::uuid and posted_on <= ${last}::date
        and (${input.communityId ?? null}::uuid is null or community_id = ${input.communityId ?? null}::uuid)
      group by account_code) p
    join ledger.account a on a.tenant_id = ${tenantOf(actor)}::uuid and a.code = p.account_code
    order by a.code`.execute(ledger(tx))
  const items = rows.map(row => ({
    ...row,
    id: row.code,
    closingFen: row.openingFen + row.debitFen - row.creditFen,
  }))
  const sum = (of: (row: Row) => bigint) => items.reduce((total, row) => total + of(row), 0n)
  return {
    items: sorted(items, input.sort),
    next: null,
    total: items.length,
    from,
    to,
    sums: {
      openingFen: sum(row => row.openingFen),
      debitFen: sum(row => row.debitFen),
      creditFen: sum(row => row.creditFen),
      closingFen: sum(row => row.closingFen),
    },
  }
}

const AMOUNTS = ['openingFen', 'debitFen', 'creditFen', 'closingFen'] as const

/** In the order of the chart unless an amount is asked for; what is the same stays in it. Errors: platform.sort_wrong. */
function sorted(rows: Row[], sort = 'code'): Row[] {
  const isDescending = sort.startsWith('-')
  const name = isDescending ? sort.slice(1) : sort
  if (name === 'code') return isDescending ? rows.toReversed() : rows
  const by = AMOUNTS.find(one => one === name)
  if (!by) throw refuse.sortWrong()
  const up = isDescending ? -1 : 1
  return rows.toSorted((one, two) => (one[by] === two[by] ? 0 : one[by] < two[by] ? -up : up))
}

const KINDS: Record<Row['kind'], string> = {
  asset: '资产',
  liability: '负债',
  income: '收入',
  expense: '费用',
  equity: '权益',
}

/** The trial balance as a file. Errors: platform.export_too_large. */
export const exportTrialBalance = defineExport(contract.exportTrialBalance, '科目余额表', readTrialBalance, [
  { title: '科目编码', value: row => row.code },
  { title: '科目名称', value: row => row.name, width: 24 },
  { title: '类别', value: row => KINDS[row.kind] },
  { title: '期初余额', value: row => row.openingFen, format: 'money' },
  { title: '本期借方', value: row => row.debitFen, format: 'money' },
  { title: '本期贷方', value: row => row.creditFen, format: 'money' },
  { title: '期末余额', value: row => row.closingFen, format: 'money' },
])
