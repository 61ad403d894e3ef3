import { billing as contract } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { drawer } from '../platform/db.ts'
import type { Agenda } from './agenda.ts'
import type { Calendar } from './calendar.ts'
import { call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'

const billing = drawer('billing')
const INVOICED_ON = '05'
/** Of what was sold in a month the waterworks ask so many percent, more where pipes leak. */
const PERCENTS = [88, 91, 86, 94, 89]

/** Each month's invoice of the waterworks comes on the 5th of the next, before the month is closed (转售购进); what is there stays. */
export function planWater(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  { accountant, communityId, months }: { accountant: Actor; communityId: string; months: number },
): void {
  for (let step = -months; step < 0; step += 1) {
    const month = calendar.month(step)
    const day = `${calendar.month(step + 1)}-${INVOICED_ON}`
    if (day >= calendar.lastDay) break
    const at = calendar.at(day, 0.5)
    agenda.add(at, async () => {
      const sold = await soldIn(ground, communityId, month)
      const id = demoId(tenantOf(accountant), `${communityId} water of ${month}`, at)
      if (!sold || (await isThere(ground, id))) return
      const percent = BigInt(PERCENTS[(step + months) % PERCENTS.length] ?? 90)
      await call(ground, contract.addPurchase, accountant, {
        ...{ id, communityId, itemId: sold.itemId, month, supplier: '杭州市水务集团有限公司', note: '' },
        ...{ reference: `2633${month.replace('-', '')}0000005821`, amountFen: (sold.fen * percent) / 100n },
      })
    })
  }
}

/** What was billed in a month of the item that is taxed on its margin; null where it is nothing. */
async function soldIn({ actor, run }: DemoGround, communityId: string, month: string) {
  const { rows } = await run(tx =>
    sql<{ itemId: string; fen: bigint }>`
      select l.item_id, sum(l.amount_fen)::bigint as fen from billing.public_bill_line l
      where l.tenant_id = ${tenantOf(actor)}::uuid and l.community_id = ${communityId}::uuid and l.tax_basis = 'margin'
        and l.state = 'issued' and to_char(l.issued_on, 'YYYY-MM') = ${month}
      group by l.item_id having sum(l.amount_fen) > 0 limit 1`.execute(billing(tx)),
  )
  return rows[0] ?? null
}

async function isThere({ actor, run }: DemoGround, id: string): Promise<boolean> {
  const row = await run(tx =>
    billing(tx)
      .selectFrom('billing.purchase')
      .select('id')
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', id)
      .executeTakeFirst(),
  )
  return row !== undefined
}
