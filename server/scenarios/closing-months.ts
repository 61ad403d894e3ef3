import { expect } from 'vitest'
import { readReconciliation } from '../src/analytics/reports/reconciliation/reconciliation-view.ts'
import type { FreshWorld } from '../src/billing/testing/fresh-world.ts'
import { closePeriod } from '../src/ledger/periods/close-period.ts'
import { previewClosing } from '../src/ledger/periods/preview-closing.ts'
import { newId } from '../src/platform/ids.ts'
import { addMonths, monthsFromTo } from '../src/platform/period.ts'
import { asOwner } from '../testing/world.ts'

/** Closes a month of the world's community, which must be over. */
export function closeMonth({ world }: FreshWorld, month: string, id = newId()): ReturnType<typeof closePeriod> {
  return world.as((tx, actor) => closePeriod(tx, actor, { id, communityId: world.communityId, month }))
}

/** What closing a month would post. */
export function previewMonth({ world }: FreshWorld, month: string): ReturnType<typeof previewClosing> {
  return world.as((tx, actor) => previewClosing(tx, actor, { communityId: world.communityId, month }))
}

/** Closes months, each on the second day of the next; `before` is done on the first day of each, such as its bills. */
export async function closeMonths(
  fresh: FreshWorld,
  from: string,
  to: string,
  before?: (month: string) => Promise<void>,
): Promise<void> {
  for (const month of monthsFromTo(from, to)) {
    if (before) {
      fresh.world.at(`${month}-01`)
      await before(month)
    }
    fresh.world.at(`${addMonths(month, 1)}-02`)
    await closeMonth(fresh, month)
  }
}

/** What an account moved in each month, credit positive; months in which it moved nothing are left out. */
export async function movedByMonth({ database }: FreshWorld, accountCode: string): Promise<Record<string, bigint>> {
  const rows = await asOwner<{ month: string; fen: string }>(
    database,
    `select to_char(e.posted_on, 'YYYY-MM') as month, (-sum(p.amount_fen))::text as fen
     from ledger.posting p join ledger.entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
     where p.account_code = $1 group by 1 having sum(p.amount_fen) <> 0 order by 1`,
    [accountCode],
  )
  return Object.fromEntries(rows.map(row => [row.month, BigInt(row.fen)]))
}

/** What months moved in all. */
export function sumOfMonths(amounts: Record<string, bigint>): bigint {
  return Object.values(amounts).reduce((total, fen) => total + fen, 0n)
}

/** Every check of the page 对账 agrees on a day; answers which there are. */
export async function reconcilesOn({ world }: FreshWorld, asOf: string): Promise<string[]> {
  const report = await world.as((tx, actor) => readReconciliation(tx, actor, { communityId: world.communityId, asOf }))
  expect(report.items.filter(check => check.broken.length > 0)).toEqual([])
  return report.items.map(check => check.key)
}
