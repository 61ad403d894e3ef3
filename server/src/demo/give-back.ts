import { approvals, billing as contract } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { setClock } from '../platform/clock.ts'
import { drawer } from '../platform/db.ts'
import type { Calendar } from './calendar.ts'
import { approveWholly, askOnce, call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'

const published = drawer('platform')

interface Desk {
  communityId: string
  cashier: Actor
  manager: Actor
  admin: Actor
}

const ASKED = [
  { reason: '同一账单重复转账，申请退回', decided: 'approved' },
  { reason: '业主称多交一季，申请退回', decided: null },
  { reason: '房屋已出售，新业主重复缴纳', decided: 'rejected' },
] as const

/** The cashier has asked to give payments back by transfer: one was, one waits, one was refused; and prepaid money that waits. */
export async function askForRefunds(
  ground: DemoGround,
  { communityId, cashier, manager, admin }: Desk,
  calendar: Calendar,
) {
  setClock(calendar.endsAt)
  const known = await call(ground, contract.listRefunds, cashier, { communityId, limit: 200 })
  const idOf = (name: string) => demoId(tenantOf(ground.actor), `${communityId} ${name}`, calendar.endsAt)
  const payments = await transfersOf(ground, communityId, calendar)
  for (const [place, { reason, decided }] of ASKED.entries()) {
    const paymentId = payments[place]
    const id = idOf(`refund ${place}`)
    if (!paymentId) continue
    const isThere = known.items.some(one => one.id === id)
    const request = await askOnce(ground, manager, { id, isThere }, async () => {
      const { lines, payerName } = await call(ground, contract.readRefundable, cashier, { paymentId })
      const [line] = lines.filter(one => one.leftFen > 0n)
      if (!line) return { requestId: null }
      return call(ground, contract.askRefund, cashier, {
        ...{ id, paymentId, lines: [{ lineId: line.lineId, amountFen: line.leftFen }], reason },
        ...{ method: 'transfer', payeeName: payerName || '业主', payeeAccount: '6222000000007654321', photoIds: [] },
      })
    })
    if (!request || decided === null) continue
    if (decided === 'approved') await approveWholly(ground, request, [manager, admin], '已核对银行流水')
    else await call(ground, approvals.rejectRequest, manager, { ...request, reason: '流水中只有一笔，请业主提供凭证' })
  }
  await askForPrepaid(
    ground,
    { communityId, cashier },
    idOf('refund of prepaid'),
    known.items.map(one => one.id),
  )
}

async function askForPrepaid(
  ground: DemoGround,
  { communityId, cashier }: Pick<Desk, 'communityId' | 'cashier'>,
  id: string,
  known: readonly string[],
): Promise<void> {
  const { items } = await call(ground, contract.listPurses, cashier, { communityId, limit: 50 })
  const purse = items
    .filter(one => one.balanceFen > 0n)
    .toSorted((a, b) => (a.premisesLabel < b.premisesLabel ? 1 : -1))[0]
  if (!purse || known.includes(id)) return
  await call(ground, contract.askPurseRefund, cashier, {
    ...{ purseId: purse.id, id, amountFen: purse.balanceFen, reason: '业主搬走，申请退还预存余额', method: 'transfer' },
    ...{ payeeName: purse.holderName ?? '业主', payeeAccount: '6222000000001112223', photoIds: [] },
  })
}

/** Transfers of the months before last, newest first. */
async function transfersOf({ actor, run }: DemoGround, communityId: string, calendar: Calendar): Promise<string[]> {
  const rows = await run(tx =>
    published(tx)
      .selectFrom('payments.publicPayment')
      .select('id')
      .where('tenantId', '=', tenantOf(actor))
      .where('communityId', '=', communityId)
      .where('method', '=', 'transfer')
      .where('amountFen', '>', 0n)
      .where('paidOn', '<', `${calendar.month(-1)}-01`)
      .orderBy('paidOn', 'desc')
      .orderBy('id')
      .limit(20)
      .execute(),
  )
  return rows.map(row => row.id)
}
