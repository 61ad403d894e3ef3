import { afterEach, beforeEach, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { approveRequest } from '../../approvals/requests/decide-request.ts'
import { closeDay } from '../../payments/tills/close-day.ts'
import { dayClosePdf } from '../../payments/tills/day-close-pdf.ts'
import { readDayClose } from '../../payments/tills/day-close-view.ts'
import { readMyTill } from '../../payments/tills/my-till-view.ts'
import { openShift } from '../../payments/tills/open-shift.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { askReversal, reversePayment } from './reverse-payment.ts'

let database: TestDatabase
let world: MoneyWorld
beforeEach(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-03-02T02:00:00Z'))
  world = await makeMoneyWorld(database)
  const { communityId } = world
  await world.as((tx, me) => openShift(tx, me, { id: newId(), communityId, floatFen: 0n }))
})
afterEach(async () => {
  setClock(null)
  await database.drop()
})

const prepay = async (amountFen: bigint, method: 'pos' | 'transfer') => {
  const id = newId()
  await world.take(amountFen, { id, method, billIds: [], overpayment: 'prepay' })
  return id
}
const methods = async () => (await world.as((tx, me) => readMyTill(tx, me, { communityId: world.communityId }))).methods
const close = (day: string, slipsFen?: bigint) => {
  const { communityId } = world
  const said = slipsFen === undefined ? [] : [{ method: 'pos' as const, slipsFen }]
  const input = { id: newId(), communityId, day, denominations: {}, countedFen: 0n, methods: said }
  return world.as((tx, me) => closeDay(tx, me, input))
}

it('says of each method what was taken, what went back and the net, and compares slips with the net', async () => {
  await prepay(1655_27n, 'pos')
  const wrong = await prepay(300_00n, 'pos')
  const bounced = await prepay(80_00n, 'transfer')
  for (const paymentId of [wrong, bounced])
    await world.as((tx, me) => reversePayment(tx, me, { id: newId(), paymentId, reason: '刷错' }))
  const pos = { method: 'pos', count: 2, amountFen: 1955_27n, returnedCount: 1, returnedFen: 300_00n, netFen: 1655_27n }
  const transfer = {
    method: 'transfer',
    count: 1,
    amountFen: 80_00n,
    returnedCount: 1,
    returnedFen: 80_00n,
    netFen: 0n,
  }
  expect(await methods()).toEqual([pos, transfer])
  await expect(close('2026-03-02', 1955_27n)).rejects.toMatchObject({ code: 'payments.difference_unexplained' })
  const { id: dayCloseId } = await close('2026-03-02', 1655_27n)
  const sheet = await world.as((tx, me) => readDayClose(tx, me, { dayCloseId }))
  expect(sheet.methods).toEqual([
    { ...pos, slipsFen: 1655_27n },
    { ...transfer, slipsFen: 0n },
  ])
  expect(sheet).toMatchObject({ otherTakenFen: 2035_27n, otherReturnedFen: 380_00n })
  const pdf = await world.as((tx, me) => dayClosePdf(tx, me, { dayCloseId }))
  expect(String((pdf.body as Buffer).subarray(0, 5))).toBe('%PDF-')
})

it('what goes back of a closed day is on the sheet of the day it goes back, once', async () => {
  const paymentId = await prepay(300_00n, 'pos')
  await close('2026-03-02')
  world.at('2026-03-03')
  const boss = await world.tenant.staff({ name: '王总' })
  const input = { id: newId(), paymentId, cause: 'mistake' as const, reason: '退货', photoIds: [] }
  const { requestId } = await world.as((tx, me) => askReversal(tx, me, input))
  const decision = { requestId: requestId ?? '', version: 1, note: '' }
  await inTransaction(database.db, boss, tx => approveRequest(tx, boss, decision))
  const back = { method: 'pos', count: 0, amountFen: 0n, returnedCount: 1, returnedFen: 300_00n, netFen: -300_00n }
  expect(await methods()).toEqual([back])
  await close('2026-03-03', -300_00n)
  world.at('2026-03-04')
  expect(await methods()).toEqual([])
})
