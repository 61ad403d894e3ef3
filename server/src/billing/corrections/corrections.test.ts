import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { approveRequest } from '../../approvals/requests/decide-request.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { addPeople, ensureOccupancies } from '../../registry/index.ts'
import { verifyInvariants } from '../../verify.ts'
import { assignRule } from '../assignments/assign-rule.ts'
import { editAssignment } from '../assignments/edit-assignment.ts'
import { billPage } from '../bills/bill-view.ts'
import { createDiscount } from '../discounts/edit-discounts.ts'
import { giveDiscount } from '../discounts/grant-discounts.ts'
import { collect, createRule, issueBillRun, readBillById, startBillRun } from '../index.ts'
import { freezePenalty } from '../penalties/freeze-penalty.ts'
import { askPurseRefund } from '../refunds/ask-refund.ts'
import { addRuleVersion } from '../rules/add-rule-version.ts'
import { readBillRun } from '../runs/run-view.ts'
import { type JourneyWorld, makeJourneyWorld } from '../testing/journey-world.ts'
import { holdBill, releaseBill } from './hold-bill.ts'
import { readdressBill } from './readdress-bill.ts'
import { voidBill } from './void-bill.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())
afterEach(() => setClock(null))

const ROOM = '1012'

/** The base unit U of domain.md §1.4: 89.37㎡ at 2.85 by calendar month from 2026-01-01, in its own world. */
async function unit(price = '2.85') {
  const world = await makeJourneyWorld(database)
  const premisesId = world.rooms[ROOM]
  await asOwner(database, "update registry.premises_area set area_m2 = '89.37' where premises_id = $1", [premisesId])
  await asOwner(
    database,
    "update billing.assignment set ends_on = '2020-06-30', starts_on = '2020-06-10' where premises_id = $1",
    [premisesId],
  )
  const ruleId = newId()
  await world.as((tx, actor) =>
    createRule(tx, actor, {
      ...{
        id: ruleId,
        communityId: world.communityId,
        code: 'U',
        name: '物业费U',
        itemName: '物业费U',
        kind: 'area-price',
      },
      ...{ cycleMonths: 1, timing: 'advance', lineGrain: 'natural-month', proration: 'ACTUAL', dueDays: 0 },
      ...{ effectiveFrom: '2026-01-01', effectiveTo: null, unitPrice: price, fixedAmount: '0' },
    }),
  )
  await world.as((tx, actor) =>
    assignRule(tx, actor, { id: newId(), ruleId, premisesId, startsOn: '2026-01-01', endsOn: null, quantity: null }),
  )
  const bill = async (from: string, to = from, more: object = {}) => {
    const id = newId()
    await world.as((tx, actor) =>
      startBillRun(tx, actor, { id, communityId: world.communityId, from, to, ruleIds: [ruleId], ...more }),
    )
    await world.settle()
    const run = await world.as((tx, actor) => readBillRun(tx, actor, { billRunId: id }))
    await world.as((tx, actor) => issueBillRun(tx, actor, { billRunId: id }))
    await world.settle()
    return run
  }
  const bills = async () =>
    (await world.as((tx, actor) => billPage(tx, actor, { premisesId, ruleId, limit: 99, sort: 'number' }))).items
  const pay = async () => {
    const open = (await bills()).filter(one => one.outstandingFen > 0n)
    await world.as((tx, actor) =>
      collect(tx, actor, {
        ...{ id: newId(), premisesId, billIds: open.map(one => one.id), method: 'transfer' },
        ...{ amountFen: open.reduce((sum, one) => sum + one.outstandingFen, 0n) },
      }),
    )
  }
  return { world, premisesId, ruleId, bill, bills, pay }
}

async function purses(premisesId: string) {
  return asOwner<{ holder_person_id: string; balance_fen: string }>(
    database,
    'select holder_person_id, balance_fen::text from billing.purse where premises_id = $1 order by 2',
    [premisesId],
  )
}

async function vacate(world: JourneyWorld, premisesId: string, fromOn: string, toOn: string) {
  const discountId = newId()
  await world.as(async (tx, actor) => {
    await createDiscount(tx, actor, {
      ...{ id: discountId, communityId: world.communityId, name: '空置房', kind: 'vacant', itemIds: null },
      ...{
        versions: [{ effectiveFrom: '2020-01-01', percent: '70', capYuan: null }],
        maxMonths: null,
        minMonths: null,
        untilOn: null,
      },
      ...{ needsEvidence: false, active: true },
    })
    await giveDiscount(tx, actor, { id: newId(), discountId, premisesId, fromOn, toOn, reason: '未入住' })
  })
}

describe('corrections of issued bills', () => {
  it('leave held what was held, and frozen what was frozen, under the bill that takes its place', async () => {
    setClock(new Date('2026-04-10T02:00:00Z'))
    const { world, premisesId, bill, bills } = await unit()
    await bill('2026-04')
    const [original] = await bills()
    const billId = original?.id ?? ''
    await world.as((tx, actor) => holdBill(tx, actor, { billId, reason: '异议' }))
    await world.as((tx, actor) => freezePenalty(tx, actor, { billId, reason: '协商' }))
    await vacate(world, premisesId, '2026-04-01', '2026-04-30')
    setClock(new Date('2026-05-02T02:00:00Z'))
    await bill('2026-05', '2026-05', { correctFrom: '2026-04' })
    const blue = (await bills()).find(one => one.kind === 'correction' && one.amountFen > 0n)
    expect((await bills()).filter(one => one.isHeld).map(one => one.id)).toEqual([blue?.id])
    expect(blue?.outstandingFen).toBe(178_29n)
    for (const [table, from, to] of [
      ['bill_hold', 'held_on', 'released_on'],
      ['penalty_freeze', 'frozen_on', 'thawed_on'],
    ])
      expect(
        await asOwner(
          database,
          `select bill_id, ${from}::text as "from", ${to}::text as "to" from billing.${table} where premises_id = $1 order by 2`,
          [premisesId],
        ),
      ).toEqual([
        { bill_id: billId, from: '2026-04-10', to: '2026-05-02' },
        { bill_id: blue?.id, from: '2026-05-02', to: null },
      ])
  })

  it('E14: vacancy approved late for two paid months: red, blue, and 152.82 to the purse', async () => {
    setClock(new Date('2026-06-01T02:00:00Z'))
    const { world, premisesId, bill, bills, pay } = await unit()
    await bill('2026-04', '2026-05')
    await pay()
    await vacate(world, premisesId, '2026-04-01', '2026-05-31')
    const run = await bill('2026-06', '2026-06', { correctFrom: '2026-04' })
    expect(run.compared).toMatchObject({ new: { count: 1 }, correction: { count: 2, fen: -152_82n } })
    expect((await bills()).filter(one => one.kind === 'correction').map(one => one.amountFen)).toEqual([
      ...[-254_70n, 178_29n, -254_70n, 178_29n],
    ])
    const [red, blue] = (await bills()).filter(one => one.kind === 'correction')
    const detail = await world.as((tx, actor) => readBillById(tx, actor, { billId: red?.id ?? '' }))
    expect(detail.lines[0]?.words['zh-CN']).toContain('红冲')
    const right = await world.as((tx, actor) => readBillById(tx, actor, { billId: blue?.id ?? '' }))
    expect(right.lines[0]?.words['zh-CN']).toContain('70%')
    expect(right.outstandingFen).toBe(0n)
    // 152.82 came in, and paid a part of the next bill as it was issued.
    const moved = await asOwner(
      database,
      'select kind, amount_fen::text as fen from billing.purse_movement where premises_id = $1 order by serial',
      [premisesId],
    )
    expect(moved).toEqual([
      { kind: 'credit', fen: '7641' },
      { kind: 'credit', fen: '7641' },
      { kind: 'offset', fen: '-15282' },
    ])
    expect(await purses(premisesId)).toMatchObject([{ balance_fen: '0', holder_person_id: world.owners[ROOM] }])
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
    // Asked again, nothing differs any more.
    const again = await bill('2026-06', '2026-06', { correctFrom: '2026-04' })
    expect(again.compared).toMatchObject({ new: { count: 0 }, correction: { count: 0 }, same: { count: 3 } })
  })

  it('E39: a month card paid for March to May and given up after 20 April: 400.00 goes back, in money', async () => {
    setClock(new Date('2026-03-18T02:00:00Z'))
    const { world, premisesId, bill } = await unit()
    const [ruleId, assignmentId] = [newId(), newId()]
    await world.as(async (tx, actor) => {
      await createRule(tx, actor, {
        ...{ id: ruleId, communityId: world.communityId, code: 'YK', name: '月卡', itemName: '月卡', kind: 'fixed' },
        ...{ cycleMonths: 1, timing: 'advance', lineGrain: 'natural-month', proration: 'ACTUAL', dueDays: 0 },
        ...{ effectiveFrom: '2026-01-01', effectiveTo: null, unitPrice: '0', fixedAmount: '300' },
      })
      const from = { startsOn: '2026-03-18', endsOn: null, quantity: null }
      await assignRule(tx, actor, { id: assignmentId, ruleId, premisesId, ...from })
    })
    const only = { ruleIds: [ruleId] }
    const cards = async () =>
      (await world.as((tx, actor) => billPage(tx, actor, { premisesId, ruleId, limit: 99, sort: 'number' }))).items
    await bill('2026-03', '2026-05', only)
    const sold = await cards()
    expect(sold.map(one => one.amountFen)).toEqual([135_48n, 300_00n, 300_00n])
    await world.as((tx, actor) =>
      collect(tx, actor, {
        ...{ id: newId(), premisesId, billIds: sold.map(one => one.id), method: 'cash', amountFen: 735_48n },
      }),
    )
    setClock(new Date('2026-04-20T10:00:00Z'))
    await world.as((tx, actor) =>
      editAssignment(tx, actor, { assignmentId, version: 1, endsOn: '2026-04-20', quantity: null }),
    )
    const run = await bill('2026-04', '2026-05', { ...only, correctFrom: '2026-03' })
    expect(run.compared.correction.fen).toBe(-400_00n)
    expect((await cards()).reduce((sum, one) => sum + one.amountFen, 0n)).toBe(335_48n)
    const held = await asOwner<{ id: string; fen: string }>(
      database,
      'select id, balance_fen::text as fen from billing.purse where premises_id = $1',
      [premisesId],
    )
    expect(held.map(one => one.fen)).toEqual(['40000'])
    const boss = await world.tenant.staff({ name: '财务总监' })
    const refundId = newId()
    const { requestId } = await world.as((tx, actor) =>
      askPurseRefund(tx, actor, {
        ...{ id: refundId, purseId: held[0]?.id ?? '', amountFen: 400_00n, method: 'cash', payeeName: '业主' },
        ...{ payeeAccount: '', reason: '退月卡', photoIds: [] },
      }),
    )
    await world.as((tx, actor) => approveRequest(tx, actor, { requestId: requestId ?? '', version: 1, note: '' }), boss)
    expect((await purses(premisesId)).map(one => one.balance_fen)).toEqual(['0'])
    const paidOut = await asOwner(
      database,
      `select p.amount_fen::text as fen from ledger.public_posting p
        where p.source_kind = 'payments.refunded' and p.source_id = $1 and p.account_code = '1001'`,
      [refundId],
    )
    expect(paidOut).toEqual([{ fen: '-40000' }])
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('E59: a price that was wrong: unpaid the red settles the original, paid 4.46 goes to the purse', async () => {
    setClock(new Date('2026-06-01T02:00:00Z'))
    for (const paid of [false, true]) {
      const { world, premisesId, ruleId, bill, bills, pay } = await unit()
      await bill('2026-05')
      if (paid) await pay()
      await world.as((tx, actor) =>
        addRuleVersion(tx, actor, {
          id: newId(),
          ruleId,
          effectiveFrom: '2026-05-01',
          unitPrice: '2.80',
          fixedAmount: '0',
        }),
      )
      const run = await bill('2026-05')
      expect(run.compared.correction).toEqual({ count: 1, fen: -4_46n })
      const [original, red, blue] = await bills()
      expect([original?.outstandingFen, red?.outstandingFen, red?.amountFen]).toEqual([0n, 0n, -254_70n])
      expect([blue?.amountFen, blue?.outstandingFen]).toEqual([250_24n, paid ? 0n : 250_24n])
      expect(blue?.dueOn).toBe(original?.dueOn)
      expect((await purses(premisesId)).map(one => one.balance_fen)).toEqual(paid ? ['446'] : [])
      expect(await verifyInvariants(database.adminUrl)).toEqual([])
    }
  })

  it('E07, E08: price and area changed in the past: the lines of the month as they should have been', async () => {
    setClock(new Date('2026-08-01T02:00:00Z'))
    const { world, premisesId, ruleId, bill, bills } = await unit()
    await bill('2026-05', '2026-07')
    await world.as((tx, actor) =>
      addRuleVersion(tx, actor, {
        id: newId(),
        ruleId,
        effectiveFrom: '2026-07-16',
        unitPrice: '3.10',
        fixedAmount: '0',
      }),
    )
    await asOwner(
      database,
      `insert into registry.premises_area (tenant_id, premises_id, from_on, area_m2)
       select tenant_id, premises_id, '2026-05-11', '91.02' from registry.premises_area where premises_id = $1`,
      [premisesId],
    )
    await bill('2026-05', '2026-07')
    const blues = (await bills()).filter(one => one.kind === 'correction' && one.amountFen > 0n)
    const lines = await Promise.all(
      blues.map(one => world.as(async (tx, actor) => (await readBillById(tx, actor, { billId: one.id })).lines)),
    )
    const may = lines[0]?.map(line => line.amountFen)
    expect(may).toEqual([82_16n, 175_73n])
    expect(blues[0]?.amountFen).toBe(257_89n)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('E63: sold on 2026-06-18: the seller pays through the 17th, gets 1638.57 back, the buyer pays from the day on', async () => {
    setClock(new Date('2026-06-20T02:00:00Z'))
    const { world, premisesId, bill, bills, pay } = await unit()
    await bill('2026-06', '2026-12')
    await pay()
    const buyer = newId()
    await world.as(async (tx, actor) => {
      await addPeople(tx, actor, world.communityId, [
        { id: buyer, name: '买方', sex: null, phone: null, idNumber: null },
      ])
      await asOwner(database, "update registry.occupancy set to_on = '2026-06-17' where premises_id = $1", [premisesId])
      await ensureOccupancies(tx, actor, [{ premisesId, personId: buyer, kind: 'owner', fromOn: '2026-06-18' }])
    })
    await bill('2026-06', '2026-12', { premisesId })
    const blues = (await bills()).filter(one => one.kind === 'correction' && one.amountFen > 0n)
    expect(blues.map(one => [one.payerName, one.amountFen, one.outstandingFen])).toEqual([
      [`业主${ROOM}`, 144_33n, 0n],
      ['买方', 110_37n, 110_37n],
      ...Array(6).fill(['买方', 254_70n, 254_70n]),
    ])
    expect(await purses(premisesId)).toMatchObject([{ holder_person_id: world.owners[ROOM], balance_fen: '163857' }])
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
    expect((await bill('2026-06', '2026-12')).compared).toMatchObject({ correction: { count: 0 }, new: { count: 0 } })
  })
})

describe('bills changed by hand', () => {
  it('voids an unpaid bill by a red one; the next run makes it anew, or never when it is for good', async () => {
    setClock(new Date('2026-06-01T02:00:00Z'))
    const { world, bill, bills, pay } = await unit()
    await bill('2026-05', '2026-06')
    const [may, june] = await bills()
    const undo = (billId = '', forGood = false) =>
      world.as((tx, actor) => voidBill(tx, actor, { billId, reason: '重复收取', forGood }))
    expect((await undo(may?.id)).bill).toMatchObject({
      ...{ isVoided: true, outstandingFen: 0n, voidReason: '重复收取', voidedBy: '李收费' },
      chain: [{ amountFen: 254_70n }, { amountFen: -254_70n, outstandingFen: 0n }],
    })
    await expect(undo(may?.id)).rejects.toMatchObject({ code: 'billing.bill_not_correctable' })
    await undo(june?.id, true)
    const again = await bill('2026-05', '2026-06')
    expect(again.compared).toMatchObject({ new: { count: 1 }, correction: { count: 0 } })
    const open = (await bills()).filter(one => one.outstandingFen > 0n)
    expect(open.map(one => [one.cycleStart, one.amountFen])).toEqual([['2026-05-01', 254_70n]])
    await pay()
    await expect(undo(open[0]?.id)).rejects.toMatchObject({ params: { reason: 'settled' } })
    expect((await bill('2026-05', '2026-06')).compared).toMatchObject({ new: { count: 0 }, same: { count: 1 } })
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('holds and releases, and has somebody else pay; runs leave that alone', async () => {
    setClock(new Date('2026-06-01T02:00:00Z'))
    const { world, bill, bills } = await unit()
    await bill('2026-06')
    const billId = (await bills())[0]?.id ?? ''
    expect(await world.as((tx, actor) => holdBill(tx, actor, { billId, reason: '漏水争议' }))).toMatchObject({
      ...{ isHeld: true, heldReason: '漏水争议' },
    })
    expect((await world.as((tx, actor) => releaseBill(tx, actor, { billId }))).isHeld).toBe(false)
    const payerPersonId = world.owners['1011']
    const moved = await world.as((tx, actor) => readdressBill(tx, actor, { billId, payerPersonId, reason: '租户代缴' }))
    expect(moved).toMatchObject({
      payerName: '业主1011',
      outstandingFen: 254_70n,
      because: ['by-hand'],
      note: '租户代缴',
    })
    expect(moved.chain.map(one => one.amountFen)).toEqual([254_70n, -254_70n, 254_70n])
    const same = world.as((tx, actor) => readdressBill(tx, actor, { billId: moved.id, payerPersonId, reason: '再次' }))
    await expect(same).rejects.toMatchObject({ params: { reason: 'same-payer' } })
    expect((await bill('2026-06')).compared).toMatchObject({ new: { count: 0 }, correction: { count: 0 } })
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })
})
