import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCommunity, ensurePremises } from '../../registry/index.ts'
import { exportReceipts, receiptPage } from '../receipts/receipt-view.ts'
import { type PaymentInput, recordPayment } from './record-payment.ts'

let database: TestDatabase
let tenant: Tenant
let cashier: Actor
const homes: string[] = []

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  cashier = await tenant.staff({ name: '李收费' })
  for (const code of ['AJHY', 'BCYF']) homes.push(await as(tx => makeHome(tx, code)))
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

function as<T>(work: (tx: Tx) => Promise<T>, actor: Actor = cashier): Promise<T> {
  return inTransaction(database.db, actor, work)
}

/** A parking space in a community of its own. */
async function makeHome(tx: Tx, code: string): Promise<string> {
  const communityId = newId()
  await createCommunity(tx, cashier, { id: communityId, code, name: `${code}小区`, address: '' })
  const { idByKey } = await ensurePremises(tx, cashier, communityId, [
    {
      buildingCode: null,
      unitCode: null,
      areaCode: '1',
      code: 'C1',
      floor: null,
      use: 'parking',
      state: 'occupied',
      layoutCode: null,
      areaM2: null,
      innerAreaM2: null,
      areaFrom: '2020-01-01',
    },
  ])
  return [...idByKey.values()][0] ?? ''
}

function input(change: Partial<PaymentInput> = {}): PaymentInput {
  const amountFen = change.amountFen ?? 100_00n
  return {
    id: newId(),
    premisesId: homes[0] ?? '',
    payerName: '王小明',
    method: 'cash',
    amountFen,
    tenderedFen: null,
    remark: null,
    lines: [{ itemName: '停车费', periodFrom: '2026-01-01', periodTo: '2026-01-31', words: '', amountFen }],
    ...change,
  }
}

const pay = (change: Partial<PaymentInput> = {}, actor?: Actor) =>
  as(tx => recordPayment(tx, tx.actor, input(change)), actor)

describe('recordPayment', () => {
  it('numbers receipts per community and year', async () => {
    setClock(new Date('2026-05-31T15:59:59Z'))
    const first = await pay()
    expect(first).toMatchObject({ receiptNumber: 'AJHY-2026-000001', paidOn: '2026-05-31' })
    expect((await pay()).receiptNumber).toBe('AJHY-2026-000002')
    expect((await pay({ premisesId: homes[1] })).receiptNumber).toBe('BCYF-2026-000001')
    setClock(new Date('2026-12-31T16:00:00Z'))
    expect(await pay()).toMatchObject({ receiptNumber: 'AJHY-2027-000001', paidOn: '2027-01-01' })
    setClock(null)
  })

  it('refuses an id that is taken, premises that are not there, and lines that do not add up', async () => {
    const id = newId()
    await pay({ id })
    await expect(pay({ id })).rejects.toMatchObject({ code: 'payments.id_taken' })
    await expect(pay({ premisesId: newId() })).rejects.toMatchObject({ status: 404 })
    await expect(pay({ lines: [] })).rejects.toThrow(/sum to 0 fen/)
    const stranger = await (await makeTenant(database, '别家物业')).staff()
    await expect(pay({}, stranger)).rejects.toMatchObject({ status: 404 })
    const scoped = await tenant.staff({ communityIds: [newId()] })
    await expect(pay({}, scoped)).rejects.toMatchObject({ status: 404 })
  })

  it('keeps payments and receipts as they were written', async () => {
    await expect(asOwner(database, 'update payments.payment set amount_fen = 1')).rejects.toThrow(/append-only/)
    await expect(
      as(async () => database.db.pool.query('update payments.receipt set content = $1', ['{}'])),
    ).rejects.toThrow(/permission denied/)
  })
})

describe('the receipt list', () => {
  it('filters by day, method and text, sums all that match, and leaves as csv', async () => {
    setClock(new Date('2030-02-02T02:00:00Z'))
    await pay({ amountFen: 5_00n, method: 'pos', payerName: '=HYPERLINK("x")' })
    await pay({ amountFen: 7_00n, method: 'transfer', payerName: '赵六' })
    const list = (change: object) =>
      as(tx => receiptPage(tx, cashier, { limit: 1, from: '2030-02-02', to: '2030-02-02', ...change }))
    const both = await list({})
    expect([both.total, both.sums.amountFen, both.items.length]).toEqual([2, 12_00n, 1])
    expect((await list({ method: 'pos' })).sums.amountFen).toBe(5_00n)
    expect((await list({ text: '赵' })).items[0]).toMatchObject({
      payerName: '赵六',
      method: 'transfer',
      premisesLabel: expect.any(String),
    })
    expect((await list({ text: 'ajhy-2030' })).total).toBe(2)
    expect((await list({ cursor: both.next ?? '' })).items[0]?.payerName).toBe('=HYPERLINK("x")')
    expect((await list({ sort: 'amountFen' })).items[0]?.amountFen).toBe(5_00n)
    const file = await as(tx => exportReceipts(tx, cashier, { from: '2030-02-02', format: 'csv' }))
    const lines = String(file.body).split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[2]).toContain(`"'=HYPERLINK(""x"")",5.00,POS 刷卡,,,2030-02-02`)
  })
})
