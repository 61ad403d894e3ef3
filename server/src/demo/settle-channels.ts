import { payments as contract } from '@anju/contract'
import { takeChannelStatement } from '../payments/index.ts'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { inTransaction } from '../platform/db.ts'
import { dec, toUnits } from '../platform/decimals.ts'
import { fenToYuan } from '../platform/money.ts'
import { addDays } from '../platform/period.ts'
import type { Calendar } from './calendar.ts'
import { call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'

const CHANNEL = '银联商务 POS'
const RATE = '0.60'
const LOOKED_BACK = 40

interface Checking {
  communityId: string
  biller: Actor
  admin: Actor
}

/** What the card channel settled of the last two days with card payments: one confirmed by somebody else, one with a difference that waits. */
export async function settleChannels(
  ground: DemoGround,
  calendar: Calendar,
  { communityId, biller, admin }: Checking,
): Promise<void> {
  const { items } = await call(ground, contract.listReceipts, admin, {
    ...{ communityId, method: 'pos', state: 'valid', limit: 200 },
    ...{ from: addDays(calendar.dayAgo(0), -LOOKED_BACK), to: calendar.dayAgo(1) },
  })
  const byDay = Map.groupBy(
    items.filter(receipt => receipt.reference !== null),
    receipt => receipt.paidOn,
  )
  const days = [...byDay.keys()].sort().slice(-2)
  for (const [index, day] of days.entries()) {
    const receipts = byDay.get(day) ?? []
    const isLast = index === days.length - 1
    const lines = receipts.map(({ reference, amountFen }, place) => {
      // The terminal was typed wrong once.
      const fen = isLast && place === 0 ? amountFen + 900n : amountFen
      const fee = toUnits(dec(fen).times(dec(RATE)).div(dec('100')), 0, 'HALF_UP')
      return `${reference},${day},收款,${fenToYuan(fen)},${fenToYuan(fee)},${fenToYuan(fen - fee)}`
    })
    const content = Buffer.from(['交易号,时间,类型,金额,手续费,净额', ...lines].join('\n'))
    const statementId = demoId(tenantOf(admin), `channel ${communityId} ${day}`, calendar.endsAt)
    const input = { statementId, communityId, channel: CHANNEL, day, ratePercent: RATE, name: `结算单-${day}.csv` }
    const statement = await inTransaction(ground.db, biller, tx => takeChannelStatement(tx, biller, input, content))
    if (!isLast && statement.state === 'open')
      await call(ground, contract.confirmChannelStatement, admin, {
        statementId: statement.id,
        netFen: statement.netFen,
      })
  }
}
