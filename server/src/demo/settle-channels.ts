import { payments as contract } from '@anju/contract'
import { takeChannelStatement } from '../payments/index.ts'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { now, setClock } from '../platform/clock.ts'
import { inTransaction } from '../platform/db.ts'
import { dec, toUnits } from '../platform/decimals.ts'
import { fenToYuan } from '../platform/money.ts'
import { addDays } from '../platform/period.ts'
import type { Calendar } from './calendar.ts'
import { call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'

const TERMINAL = '银联商务 POS'
const SCANNER = '收钱吧'
const RATE = '0.60'
const LOOKED_BACK = 40

interface Checking {
  communityId: string
  biller: Actor
  admin: Actor
}

/** The channels of a community, the card terminal first; those that are there stay. */
export async function openChannels(
  ground: DemoGround,
  admin: Actor,
  communityId: string,
  calendar: Calendar,
): Promise<string[]> {
  const { items } = await call(ground, contract.listChannels, admin, { communityId })
  const ids: string[] = []
  for (const [name, ratePercent] of [
    [TERMINAL, RATE],
    [SCANNER, '0.38'],
  ] as const) {
    const there = items.find(channel => channel.name === name)
    const id = there?.id ?? demoId(tenantOf(admin), `channel ${communityId} ${name}`, calendar.endsAt)
    if (!there) await call(ground, contract.createChannel, admin, { id, communityId, name, ratePercent })
    ids.push(id)
  }
  return ids
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
  const [channelId = ''] = await openChannels(ground, admin, communityId, calendar)
  const byDay = Map.groupBy(
    items.filter(receipt => receipt.reference !== null && receipt.channelName === TERMINAL),
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
    // Somebody else's order came to the terminal by mistake.
    if (isLast) lines.push(`A7K2M9Q4T1,${day},收款,88.00,0.53,87.47`)
    const content = Buffer.from(['交易号,时间,类型,金额,手续费,净额', ...lines].join('\n'))
    const statementId = demoId(tenantOf(admin), `channel ${communityId} ${day}`, calendar.endsAt)
    const input = { statementId, channelId, day, name: `结算单-${day}.csv` }
    const statement = await inTransaction(ground.db, biller, tx => takeChannelStatement(tx, biller, input, content))
    if (!isLast && statement.state === 'open') {
      // A moment after it was told to wait, so that it waits in no inbox.
      setClock(new Date(Math.min(now().getTime() + 1000, calendar.endsAt.getTime())))
      const { id, netFen } = statement
      await call(ground, contract.confirmChannelStatement, admin, { statementId: id, netFen })
    }
    if (isLast) await askAboutStray(ground, biller, statement.id, calendar)
  }
}

/** What is not ours waits to be confirmed by somebody else. */
async function askAboutStray(
  ground: DemoGround,
  biller: Actor,
  statementId: string,
  calendar: Calendar,
): Promise<void> {
  const { items } = await call(ground, contract.listChannelRows, biller, {
    ...{ statementId, outcome: 'channel-only', limit: 10 },
  })
  const stray = items.find(row => row.difference === null)
  if (!stray) return
  await call(ground, contract.askChannelDifference, biller, {
    ...{ statementId, id: demoId(tenantOf(biller), `stray ${stray.id}`, calendar.endsAt), rowId: stray.id },
    ...{ decision: 'book', reason: '渠道多结一笔，商户后台查无订单，先入账待查' },
  })
}
