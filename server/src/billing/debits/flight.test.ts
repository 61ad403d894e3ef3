import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeDoor } from '../../../testing/door.ts'
import { asOwner } from '../../../testing/world.ts'
import { approveRequest } from '../../approvals/requests/decide-request.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs.ts'
import { verifyInvariants } from '../../verify.ts'
import { holdBill } from '../corrections/hold-bill.ts'
import { createDebitFormat } from '../debit-formats/edit-formats.ts'
import { signMandate } from '../mandates/sign-mandate.ts'
import { freezePenalty } from '../penalties/freeze-penalty.ts'
import { offsetBillRun } from '../purses/offset-run.ts'
import { addRuleVersion } from '../rules/add-rule-version.ts'
import { issueBillRun } from '../runs/issue-bill-run.ts'
import { startBillRun } from '../runs/start-bill-run.ts'
import { PIPE } from '../testing/debit-file.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { makeSuccessions } from '../testing/successions.ts'
import { askWaiver } from '../waivers/ask-waiver.ts'
import { cancelDebitBatch } from './cancel-batch.ts'
import { listDebits } from './debit-view.ts'
import { importDebitResult } from './import-result.ts'
import { makeDebitBatch } from './make-batch.ts'

/** What goes on around a bill while the bank is asked for it (ADR 19). */

let database: TestDatabase
let world: MoneyWorld
let boss: Actor
let batch: Awaited<ReturnType<typeof makeDebitBatch>>
let billId: string

beforeEach(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-01-10T02:00:00Z'))
  world = await makeMoneyWorld(database)
  boss = await world.tenant.staff({ name: '项目经理' })
  await world.charge('物业费', '254.70', '2025-12-01')
  await world.bill('2026-01')
  billId = (await world.household()).bills[0]?.id ?? ''
  const formatId = newId()
  batch = await world.as(async (tx, actor) => {
    await createDebitFormat(tx, actor, { id: formatId, name: '竖线文本', ...PIPE })
    await signMandate(tx, actor, {
      ...{ id: newId(), premisesId: world.premisesId, holderName: '王小明', bankName: '工商银行西湖支行' },
      ...{ accountNumber: '6222021202000123456', payerPersonId: null, agreementNumber: null, validUntil: null },
      ...{ photoIds: [], remark: null, signedOn: '2026-01-05', validFrom: '2026-01-05', itemIds: null },
    })
    return makeDebitBatch(tx, actor, {
      ...{ id: newId(), communityId: world.communityId, debitOn: '2026-01-15', dueUntil: '2026-12-31', itemIds: null },
      ...{ formatId, withPenalty: false, count: 1, totalFen: 254_70n },
    })
  })
})
afterEach(async () => {
  setClock(null)
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
  await database.drop()
})

const inFlight = () => ({ code: 'billing.bill_in_flight', params: { billId, batchNumber: batch.number } })
const cancel = () => world.as((tx, actor) => cancelDebitBatch(tx, actor, { batchId: batch.id, reason: '银行系统维护' }))
const owed = async () => (await world.household()).outstandingFen

async function bankTakes() {
  const { items } = await world.as((tx, actor) => listDebits(tx, actor, { batchId: batch.id, limit: 9 }))
  const text = `${items[0]?.reference}|-|25470|0000|\r\n1|1|25470||\r\n`
  const door = { ...makeDoor(database), upload: Readable.from([Buffer.from(text)]) }
  const told = await importDebitResult(door, world.staff, { batchId: batch.id, resultId: newId(), name: '回盘.txt' })
  expect(told).toMatchObject({ succeededCount: 1, problems: [] })
  await world.settle()
}

describe('a bill in flight', () => {
  it('is left out when prepaid money pays what a run issued, and paid by it once it has landed', async () => {
    await world.take(300_00n, { billIds: [], overpayment: 'prepay' })
    const [run] = await asOwner<{ id: string }>(database, 'select id from billing.bill_run')
    const offset = async () => {
      await world.as(tx => enqueue(tx, offsetBillRun, { billRunId: run?.id ?? '' }))
      await world.settle()
    }
    await offset()
    expect(await world.household()).toMatchObject({ outstandingFen: 254_70n, prepaidFen: 300_00n })
    await cancel()
    await offset()
    expect(await world.household()).toMatchObject({ outstandingFen: 0n, prepaidFen: 45_30n })
  })

  it('is neither waived nor written off, though somebody approves it; the request waits until it has landed', async () => {
    for (const kind of ['waiver', 'write-off'] as const) {
      const asked = await world.as((tx, actor) =>
        askWaiver(tx, actor, {
          ...{ id: newId(), premisesId: world.premisesId, billIds: [billId], kind, scope: 'principal' },
          ...{ percent: null, amountFen: 54_70n, reason: '漏水影响居住', photoIds: [] },
        }),
      )
      const approve = () =>
        inTransaction(database.db, boss, tx =>
          approveRequest(tx, boss, { requestId: asked.requestId ?? '', version: 1, note: '' }),
        )
      await expect(approve()).rejects.toMatchObject(inFlight())
      expect(await owed()).toBe(254_70n)
      if (kind === 'waiver') continue
      await cancel()
      await approve()
      expect(await owed()).toBe(200_00n)
    }
  })

  it('is not corrected by a run, which is issued once it has landed', async () => {
    const [rule] = await asOwner<{ id: string }>(database, 'select id from billing.rule')
    await world.as((tx, actor) =>
      addRuleVersion(tx, actor, {
        ...{ id: newId(), ruleId: rule?.id ?? '', effectiveFrom: '2026-01-01', unitPrice: '0', fixedAmount: '250.24' },
      }),
    )
    const billRunId = newId()
    await world.as((tx, actor) =>
      startBillRun(tx, actor, { id: billRunId, communityId: world.communityId, from: '2026-01', to: '2026-01' }),
    )
    await world.settle()
    const issue = () => world.as((tx, actor) => issueBillRun(tx, actor, { billRunId }))
    await expect(issue()).rejects.toMatchObject(inFlight())
    await bankTakes()
    await issue()
    await world.settle()
    expect(await world.household()).toMatchObject({ outstandingFen: 0n, prepaidFen: 4_46n })
  })

  it('may be disputed, its penalty frozen and its home merged: the bank is asked already, and its answer settles it', async () => {
    await world.as(async (tx, actor) => {
      await holdBill(tx, actor, { billId, reason: '有异议' })
      await freezePenalty(tx, actor, { billId, reason: '协商中' })
    })
    const { premisesId } = await makeSuccessions(database, world).merge('101A', { fromOn: '2026-01-08' })
    await expect(world.take(254_70n, { premisesId, billIds: [billId] })).rejects.toMatchObject(inFlight())
    await bankTakes()
    expect(await owed()).toBe(0n)
  })
})
