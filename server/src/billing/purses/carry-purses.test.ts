import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { approveRequest } from '../../approvals/requests/decide-request.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { addPeople, ensureOccupancies } from '../../registry/index.ts'
import { verifyInvariants } from '../../verify.ts'
import { listOtherHomes } from '../collections/other-homes-view.ts'
import { readRefundable } from '../refunds/refundable-view.ts'
import { askReversal } from '../refunds/reverse-payment.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { makeSuccessions, part } from '../testing/successions.ts'
import { listPurses } from './purse-view.ts'

let database: TestDatabase
let world: MoneyWorld
beforeEach(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-03-20T02:00:00Z'))
  world = await makeMoneyWorld(database)
})
afterEach(async () => {
  setClock(null)
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
  await database.drop()
})

const merge = (code?: string) => makeSuccessions(database, world).merge(code)
const undo = (successionId: string) => makeSuccessions(database, world).undo(successionId)
const prepay = (premisesId: string, amountFen: bigint) =>
  world.take(amountFen, { premisesId, billIds: [], overpayment: 'prepay' })
const prepaidOf = async (premisesId: string) =>
  (await world.as((tx, actor) => listPurses(tx, actor, { limit: 20, premisesId, balance: 'some' }))).items.map(
    purse => [purse.holderName, purse.balanceFen],
  )

describe('prepaid money of premises that are merged or split', () => {
  it('is in the new premises, from both of them, with its history; it pays there, and a payment before is refundable there', async () => {
    await world.charge('物业费', '310', '2026-01-01')
    const paid = await prepay(world.premisesId, 500_00n)
    await prepay(world.besideId, 80_00n)
    const { premisesId } = await merge()
    expect(await prepaidOf(world.premisesId)).toEqual([])
    expect((await prepaidOf(premisesId)).toSorted()).toEqual([
      ['王业主', 500_00n],
      ['王业主', 80_00n],
    ])
    const desk = await world.household(undefined, premisesId)
    expect([desk.prepaidFen, desk.former]).toEqual([580_00n, []])
    const { paymentId } = paid
    const refundable = await world.as((tx, actor) => readRefundable(tx, actor, { paymentId }))
    expect(refundable.prepaidFen).toBe(500_00n)
    await world.bill('2026-04')
    const later = await world.household(undefined, premisesId)
    expect([later.outstandingFen, later.prepaidFen]).toEqual([0n, 270_00n])
  })

  it('is back with the old ones when the merge is taken back, and goes along again', async () => {
    await prepay(world.premisesId, 500_00n)
    await prepay(world.besideId, 80_00n)
    const first = await merge()
    await undo(first.id)
    expect(await prepaidOf(world.premisesId)).toEqual([['王业主', 500_00n]])
    expect(await prepaidOf(world.besideId)).toEqual([['王业主', 80_00n]])
    // More is paid into the same purse, and both go along once more.
    await prepay(world.premisesId, 10_00n)
    expect(await prepaidOf(world.premisesId)).toEqual([['王业主', 510_00n]])
    const again = await merge('101B')
    expect((await prepaidOf(again.premisesId)).map(([, fen]) => fen).toSorted()).toEqual([510_00n, 80_00n])
  })

  it('goes on when what was merged is split, and comes back step by step, the last first', async () => {
    await prepay(world.premisesId, 500_00n)
    const first = await merge()
    const second = await makeSuccessions(database, world).split({ fromOn: '2026-03-18' }, first.premisesId)
    const [small = '', large = ''] = second.premisesIds
    expect([await prepaidOf(small), await prepaidOf(large)]).toEqual([[], [['王业主', 500_00n]]])
    await expect(undo(first.id)).rejects.toMatchObject({
      code: 'registry.later_succession',
      params: { label: expect.stringContaining('101A'), fromOn: '2026-03-18' },
    })
    await undo(second.id)
    expect(await prepaidOf(first.premisesId)).toEqual([['王业主', 500_00n]])
    await undo(first.id)
    expect(await prepaidOf(world.premisesId)).toEqual([['王业主', 500_00n]])
  })

  it('that comes later to the old premises follows, and goes back with a merge that is taken back', async () => {
    world.at('2026-01-05')
    await world.charge('物业费', '254.70', '2026-01-01')
    await world.bill('2026-01')
    await world.take(254_70n)
    world.at('2026-03-20')
    const { id, premisesId } = await merge()
    const second = await makeSuccessions(database, world).split({ fromOn: '2026-03-18' }, premisesId)
    // E59: the price of January was wrong.
    await asOwner(database, 'update billing.rule_version set fixed_amount = 250.24', [])
    await world.bill('2026-01')
    const [small = '', large = ''] = second.premisesIds
    expect([await prepaidOf(world.premisesId), await prepaidOf(premisesId)]).toEqual([[], []])
    expect(await prepaidOf(large)).toEqual([['王业主', 4_46n]])
    // What is paid ahead at the old premises, where nobody lives any more, goes where belongings went.
    await prepay(world.premisesId, 10_00n)
    expect(await prepaidOf(small)).toEqual([[null, 10_00n]])
    await undo(second.id)
    await undo(id)
    expect((await prepaidOf(world.premisesId)).toSorted()).toEqual([
      [null, 10_00n],
      ['王业主', 4_46n],
    ])
  })

  it('that a reversal puts back follows as well', async () => {
    world.at('2026-01-05')
    await world.charge('物业费', '254.70', '2026-01-01')
    await world.bill('2026-01')
    await prepay(world.premisesId, 54_70n)
    const id = newId()
    const billIds = (await world.household()).bills.map(bill => bill.id)
    await world.take(200_00n, { id, billIds, purseFen: 54_70n })
    world.at('2026-03-20')
    const { premisesId } = await merge()
    const boss = await world.tenant.staff({ name: '王总' })
    const asked = await world.as((tx, actor) =>
      askReversal(tx, actor, { id: newId(), paymentId: id, cause: 'mistake', reason: '收错', photoIds: [] }),
    )
    await inTransaction(database.db, boss, tx =>
      approveRequest(tx, boss, { requestId: asked.requestId ?? '', version: 1, note: '' }),
    )
    expect([await prepaidOf(world.premisesId), await prepaidOf(premisesId)]).toEqual([[], [['王业主', 54_70n]]])
    expect((await world.household()).outstandingFen).toBe(254_70n)
  })

  it('of a split goes to the largest part that its holder owns; of nobody known, where belongings go; of a stranger it stays', async () => {
    const strangerId = newId()
    await world.as(async (tx, actor) => {
      await addPeople(tx, actor, world.communityId, [
        { id: strangerId, name: '前业主', sex: null, phone: null, idNumber: null },
      ])
      await ensureOccupancies(tx, actor, [
        { premisesId: world.premisesId, personId: strangerId, kind: 'owner', fromOn: '2019-01-01', toOn: '2019-12-31' },
      ])
    })
    await prepay(world.premisesId, 500_00n)
    await asOwner(
      database,
      `insert into billing.purse (tenant_id, id, community_id, premises_id, holder_person_id, created_at)
       select tenant_id, gen_random_uuid(), community_id, premises_id, h, now() from billing.purse, unnest($1::uuid[]) as h`,
      [[null, strangerId]],
    )
    // Money under both, as an opening of a former system and a credit would leave it.
    await asOwner(
      database,
      `with p as (update billing.purse set balance_fen = 700 where balance_fen = 0 returning *),
        m as (insert into billing.purse_movement (tenant_id, id, community_id, premises_id, purse_id, kind, source_kind, source_id,
            amount_fen, balance_after_fen, moved_on, at, actor_name)
          select tenant_id, gen_random_uuid(), community_id, premises_id, id, 'opening', 'billing.opening', id, 700, 700, '2026-03-01', now(), '导入' from p),
        e as (insert into ledger.entry (tenant_id, id, community_id, posted_on, source_kind, source_id, at)
          select tenant_id, id, community_id, '2026-03-01', 'billing.purse-opened', id, now() from p returning id)
       insert into ledger.posting (tenant_id, entry_id, line, community_id, account_code, premises_id, party_id, amount_fen)
       select p.tenant_id, p.id, l.n, p.community_id, l.code, p.premises_id, p.holder_person_id, l.fen
       from p cross join (values (1, '4103', 700), (2, '2204', -700)) as l(n, code, fen)`,
    )
    const into = [part('101甲', '30.00'), part('101乙', '59.37')]
    const [small = '', large = ''] = into.map(one => one.id)
    await makeSuccessions(database, world).split({ carryTo: small }, world.premisesId, into)
    expect(await prepaidOf(large)).toEqual([['王业主', 500_00n]])
    expect(await prepaidOf(small)).toEqual([[null, 700n]])
    expect(await prepaidOf(world.premisesId)).toEqual([['前业主', 700n]])
    const desk = await world.household(undefined, small)
    expect(desk.former).toMatchObject([{ premisesId: world.premisesId, prepaidFen: 700n, outstandingFen: 0n }])
  })

  it('what is owed and held stays with the old premises, is shown at the desk of the new ones, and is paid there', async () => {
    await world.charge('物业费', '310', '2026-01-01')
    await world.item('装修押金', { category: 'deposit', refundable: true })
    await world.charge('装修押金', '2000', '2026-01-05', { kind: 'deposit' })
    await world.bill('2026-01')
    const bills = (await world.household()).bills
    const deposit = bills.find(bill => bill.itemName === '装修押金')
    await world.take(2000_00n, { billIds: [deposit?.id ?? ''] })
    const { premisesId } = await merge()
    const desk = await world.household(undefined, premisesId)
    expect(desk.former).toEqual([
      {
        ...{ premisesId: world.premisesId, label: expect.any(String), endedOn: '2026-03-15' },
        ...{ outstandingFen: 310_00n, prepaidFen: 0n, depositFen: 2000_00n },
      },
    ])
    const others = await world.as((tx, actor) => listOtherHomes(tx, actor, { premisesId }))
    expect(others.items).toMatchObject([{ premisesId: world.premisesId, outstandingFen: 310_00n, isFormer: true }])
    const fees = bills.filter(bill => bill.itemName === '物业费').map(bill => bill.id)
    await world.take(310_00n, { premisesId, billIds: fees })
    const after = await world.household(undefined, premisesId)
    expect(after.former.map(home => [home.outstandingFen, home.depositFen])).toEqual([[0n, 2000_00n]])
  })
})
