import { billing as contract } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { setClock } from '../platform/clock.ts'
import type { Calendar } from './calendar.ts'
import { approveWholly, call, waitingRequest } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'

interface Desk {
  communityId: string
  cashier: Actor
  manager: Actor
  admin: Actor
}

/** What was decided about the penalties of those who owe: no day counts any more, all is let off, or that waits for its approval. */
const DECISIONS = ['frozen', 'waived', 'waits'] as const
const LET_OFF = '同意，一次为限'
const REASONS = {
  frozen: '诉前调解期间，违约金暂停计算',
  waived: '首次逾期，承诺三日内缴清本金，免违约金',
  waits: '系统扣款失败导致逾期，申请免违约金',
}

/** At the end some penalties are frozen, waived or asked about; what was decided already stays. */
export async function decidePenalties(
  ground: DemoGround,
  { communityId, cashier, manager, admin }: Desk,
  calendar: Calendar,
  premisesIds: readonly string[],
): Promise<void> {
  setClock(calendar.endsAt)
  const known = await call(ground, contract.listWaivers, cashier, { communityId, scope: 'penalty', limit: 50 })
  const idOf = (decision: string) =>
    demoId(tenantOf(ground.actor), `${communityId} penalty ${decision}`, calendar.endsAt)
  // Of what was asked before the demo was cut off only the decision may be missing; the rest goes on with other households.
  if (known.items.some(one => one.id === idOf('waived'))) {
    const request = await waitingRequest(ground, manager, idOf('waived'))
    if (request) await approveWholly(ground, request, [manager, admin], LET_OFF)
  }
  const left = DECISIONS.filter(decision => {
    if (decision === 'frozen') return known.total === 0
    return !known.items.some(one => one.id === idOf(decision))
  })
  for (const premisesId of premisesIds) {
    const [decision] = left
    if (!decision) break
    const { bills } = await call(ground, contract.readHousehold, manager, { premisesId })
    const late = bills.filter(bill => bill.penaltyFen > 0n && bill.outstandingFen > 0n)
    const [bill] = late
    if (!bill) continue
    left.shift()
    const reason = REASONS[decision]
    if (decision === 'frozen') {
      await call(ground, contract.freezePenalty, manager, { billId: bill.id, reason })
      continue
    }
    const { requestId } = await call(ground, contract.askWaiver, cashier, {
      ...{ id: idOf(decision), premisesId, reason },
      ...{
        billIds: late.map(each => each.id),
        kind: 'waiver',
        scope: 'penalty',
        percent: '100',
        amountFen: null,
        photoIds: [],
      },
    })
    if (requestId && decision === 'waived')
      await approveWholly(ground, { requestId, version: 1 }, [manager, admin], LET_OFF)
  }
}
