import { ledger as contract } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { drawer } from '../platform/db.ts'
import type { Agenda } from './agenda.ts'
import { type Calendar, minutesAfter } from './calendar.ts'
import { call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'

// No public face tells a closing that was taken back.
const ledger = drawer('ledger')
const CLOSED_ON = '08'

/**
 * Each month is closed on the 8th of the next, once bills, prepaid money, deposits and books agree; one was opened again for a slip of the
 * bank that came late, and closed anew. What is closed already is left alone.
 */
export async function planClosings(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  { accountant, communityId, months, reopened }: Closings,
): Promise<void> {
  const known = await closings(ground, communityId)
  const close = async (month: string, id: string) => {
    if (!known.has(id)) await call(ground, contract.closePeriod, accountant, { id, communityId, month })
  }
  for (let step = -months; step < 0; step += 1) {
    const month = calendar.month(step)
    const day = `${calendar.month(step + 1)}-${CLOSED_ON}`
    if (day >= calendar.lastDay) break
    const at = calendar.at(day, 0.8)
    const idOf = (name: string) => demoId(tenantOf(ground.actor), `${communityId} ${name} ${month}`, at)
    const first = idOf('closing of')
    agenda.add(at, () => close(month, first))
    if (!reopened || step !== -3) continue
    agenda.add(minutesAfter(at, 20), async () => {
      if (known.get(first) !== 'reopened')
        await call(ground, contract.reopenPeriod, accountant, { periodId: first, reason: '补录上月银行到账回单' })
    })
    agenda.add(minutesAfter(at, 45), () => close(month, idOf('second closing of')))
  }
}

interface Closings {
  accountant: Actor
  communityId: string
  months: number
  /** One month was opened again. */
  reopened: boolean
}

/** What became of each closing of the community. */
async function closings({ actor, run }: DemoGround, communityId: string): Promise<Map<string, 'closed' | 'reopened'>> {
  const rows = await run(tx =>
    ledger(tx)
      .selectFrom('ledger.period')
      .select(['id', 'reopenedAt'])
      .where('tenantId', '=', tenantOf(actor))
      .where('communityId', '=', communityId)
      .execute(),
  )
  return new Map(rows.map(row => [row.id, row.reopenedAt ? 'reopened' : 'closed']))
}
