import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { readBillRecord } from '../bills/bill-record.ts'
import { collect } from '../collections/collect.ts'
import { readHousehold } from '../collections/household-view.ts'
import { holdBill } from '../corrections/hold-bill.ts'
import '../module.ts'
import { type JourneyWorld, makeJourneyWorld, type Room } from '../testing/journey-world.ts'
import { answerDispute } from './answer-dispute.ts'
import { listDisputes, readDispute } from './dispute-view.ts'
import { listMyDisputes, openMyDispute, withdrawMyDispute } from './my-disputes.ts'
import { openDispute } from './open-dispute.ts'

let database: TestDatabase
let world: JourneyWorld
let boss: Actor
let resident: Actor
let neighbour: Actor

beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2020-12-15T02:00:00Z'))
  world = await makeJourneyWorld(database)
  boss = await world.tenant.staff({ name: '项目经理' })
  resident = await world.tenant.resident(world.owners['1012'], '业主1012')
  neighbour = await world.tenant.resident(world.owners['1014'], '业主1014')
  await world.bill('2020-06', '2020-12')
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const run = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => inTransaction(database.db, actor, work)
const bills = async (room: Room) =>
  (await world.as((tx, actor) => readHousehold(tx, actor, { premisesId: world.rooms[room] }))).bills
const record = (billId: string) => run(boss, tx => readBillRecord(tx, boss, { billId }))
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )
const object = (billId: string, id = newId(), lineId: string | null = null, who = resident) =>
  run(who, tx => openMyDispute(tx, who, { id, billId, lineId, reason: '这几个月没有住', photoIds: [] }))
const answer = (disputeId: string, outcome: 'upheld' | 'rejected', remedy: 'correct' | 'waive' | null = null) =>
  run(boss, tx => answerDispute(tx, boss, { disputeId, outcome, remedy, answer: '已核对' }))
const mine = (billId: string) => run(resident, tx => listMyDisputes(tx, resident, { billId }))

describe('disputes', () => {
  it('hold the bill while they are open; upheld with what is to be done, the bill goes on and the household sees it', async () => {
    const [bill] = await bills('1012')
    const billId = bill?.id ?? ''
    const line = bill?.lines[0]
    const opened = await object(billId, undefined, line?.id)
    expect(opened).toMatchObject({ state: 'open', lineId: line?.id, amountFen: line?.amountFen, byResident: true })
    expect(await object(billId, opened.id)).toMatchObject({ id: opened.id })
    expect(await codeOf(object(billId))).toBe('billing.dispute_open')
    expect(await record(billId)).toMatchObject({ isHeld: true, heldReason: '异议：这几个月没有住' })
    expect((await bills('1012')).map(one => one.disputeId)).toContain(opened.id)
    expect(await codeOf(answer(opened.id, 'upheld'))).toBe('billing.remedy_missing')
    const answered = await answer(opened.id, 'upheld', 'waive')
    expect(answered).toMatchObject({ state: 'upheld', remedy: 'waive', closedByName: '项目经理', isHeld: false })
    expect((await mine(billId)).items).toMatchObject([{ state: 'upheld', remedy: 'waive', answer: '已核对' }])
    expect(await codeOf(answer(opened.id, 'rejected'))).toBe('billing.dispute_closed')
    expect((await record(billId)).isHeld).toBe(false)
    expect((await bills('1012')).every(one => one.disputeId === null)).toBe(true)
  })

  it('withdrawn, the bill goes on; rejected, another may follow', async () => {
    const billId = (await bills('1012'))[1]?.id ?? ''
    const { id } = await object(billId)
    const withdraw = () => run(resident, tx => withdrawMyDispute(tx, resident, { disputeId: id }))
    expect(await withdraw()).toMatchObject({ state: 'withdrawn' })
    expect(await withdraw()).toMatchObject({ state: 'withdrawn' })
    expect((await record(billId)).isHeld).toBe(false)
    const again = await object(billId)
    expect(await answer(again.id, 'rejected')).toMatchObject({ state: 'rejected', remedy: null, answer: '已核对' })
    expect(await codeOf(run(resident, tx => withdrawMyDispute(tx, resident, { disputeId: again.id })))).toBe(
      'billing.dispute_closed',
    )
  })

  it('a bill that was held for another reason stays held, and one that is paid is not held', async () => {
    const [held, paid] = await bills('1014')
    await run(boss, tx => holdBill(tx, boss, { billId: held?.id ?? '', reason: '诉讼' }))
    const { id } = await object(held?.id ?? '', newId(), null, neighbour)
    await answer(id, 'rejected')
    expect(await record(held?.id ?? '')).toMatchObject({ isHeld: true, heldReason: '诉讼' })
    await world.as((tx, actor) =>
      collect(tx, actor, {
        ...{ id: newId(), premisesId: world.rooms['1014'], billIds: [paid?.id ?? ''], method: 'cash' },
        amountFen: paid?.outstandingFen ?? 0n,
        ...({ withPenalty: false, roundOff: 'none', overpayment: 'refuse', receiptPer: 'payment' } as const),
      } as Parameters<typeof collect>[2]),
    )
    const late = await object(paid?.id ?? '', newId(), null, neighbour)
    expect(await run(boss, tx => readDispute(tx, boss, { disputeId: late.id }))).toMatchObject({ isHeld: false })
  })

  it('bills of others are not there, lines of other bills neither; staff record and list within filters', async () => {
    const [other] = await bills('1013')
    expect(await codeOf(object(other?.id ?? ''))).toBe('platform.not_found')
    const recorded = await world.as((tx, actor) =>
      openDispute(tx, actor, {
        ...{ id: newId(), billId: other?.id ?? '', lineId: null, reason: '面积不对', photoIds: [] },
      }),
    )
    expect(recorded).toMatchObject({ byResident: false, isHeld: true, outstandingFen: other?.outstandingFen })
    const foreign = (await bills('1012'))[0]?.lines[0]?.id ?? ''
    const second = (await bills('1013'))[1]?.id ?? ''
    expect(
      await codeOf(
        world.as((tx, actor) =>
          openDispute(tx, actor, { id: newId(), billId: second, lineId: foreign, reason: 'x', photoIds: [] }),
        ),
      ),
    ).toBe('platform.not_found')
    const list = (filters: object) => run(boss, tx => listDisputes(tx, boss, { limit: 50, ...filters }))
    expect((await list({ text: '面积' })).items.map(row => row.id)).toEqual([recorded.id])
    const open = await list({ state: 'open' })
    expect(open.sums).toEqual({ open: 2, amountFen: open.items.reduce((sum, row) => sum + row.amountFen, 0n) })
    expect((await mine(other?.id ?? '')).items).toEqual([])
  })
})
