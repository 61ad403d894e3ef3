import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { assignRules } from '../index.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { makeSuccessions, part } from '../testing/successions.ts'
import { arrangePayers } from './arrange-payers.ts'
import { listAssignments } from './assignment-view.ts'
import { editAssignment } from './edit-assignment.ts'

let database: TestDatabase
let world: MoneyWorld
beforeEach(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-03-20T02:00:00Z'))
  world = await makeMoneyWorld(database)
})
afterEach(async () => {
  setClock(null)
  await database.drop()
})

const FROM = '2026-03-16'
const of = async (premisesId: string) =>
  (await world.as((tx, actor) => listAssignments(tx, actor, { limit: 20, premisesId }))).items.map(row => ({
    ...{ name: row.ruleName, from: row.startsOn, to: row.endsOn, quantity: row.quantity },
    payers: row.payers.map(payer => [payer.fromOn, payer.toOn, payer.shares.map(share => share.percent).join('+')]),
  }))
const ruleOf = (premisesId: string, name: string) =>
  world.as(async (tx, actor) => {
    const { items } = await listAssignments(tx, actor, { limit: 20, premisesId })
    const found = items.find(item => item.ruleName === name)
    if (!found) throw new Error(`${name} is charged`)
    return found
  })
const merge = (code?: string) => makeSuccessions(database, world).merge(code)
const undo = (successionId: string) => makeSuccessions(database, world).undo(successionId)

describe('rules of premises that are merged or split', () => {
  it('go on once in the merged one, with who pays; the old ones end; billed to the day', async () => {
    await world.charge('物业费', '310', '2026-01-01')
    const shared = await ruleOf(world.premisesId, '物业费')
    await world.as((tx, actor) =>
      assignRules(tx, actor, [{ ruleId: shared.ruleId, premisesId: world.besideId, startsOn: '2026-02-01' }]),
    )
    await world.charge('垃圾费', '31', '2026-01-01', { premisesId: world.besideId })
    const shares = [
      { kind: 'owner' as const, personId: null, percent: '60' },
      { kind: 'tenant' as const, personId: null, percent: '40' },
    ]
    await world.as((tx, actor) =>
      arrangePayers(tx, actor, {
        ...{ assignmentId: shared.id, id: newId(), fromOn: '2026-01-01', toOn: '2026-06-30', shares },
      }),
    )
    const { premisesId } = await merge()
    expect(await of(premisesId)).toEqual(
      expect.arrayContaining([
        {
          ...{ name: '物业费', from: FROM, to: null, quantity: null },
          payers: [[FROM, '2026-06-30', '60+40']],
        },
        { name: '垃圾费', from: FROM, to: null, quantity: null, payers: [] },
      ]),
    )
    expect((await of(premisesId)).length).toBe(2)
    expect((await of(world.premisesId)).map(row => row.to)).toEqual(['2026-03-15'])
    await world.bill('2026-03')
    const owed = async (id: string) =>
      (await world.household(undefined, id)).bills.map(bill => `${bill.itemName} ${bill.amountFen}`).sort()
    // 15 and 16 of 31 days of each; the new one has 物业费 once.
    expect(await owed(world.besideId)).toEqual(['垃圾费 1500', '物业费 15000'])
    expect((await owed(premisesId)).filter(one => one.startsWith('垃圾费'))).toEqual(['垃圾费 1600'])
  })

  it('are taken back with the merge, exactly; but not when somebody changed them or they were billed', async () => {
    await world.charge('物业费', '310', '2026-01-01')
    const first = await merge()
    await undo(first.id)
    expect((await of(world.premisesId)).map(row => row.to)).toEqual([null])
    expect(await of(first.premisesId)).toEqual([])
    const again = await merge('101B')
    const carried = await ruleOf(again.premisesId, '物业费')
    await world.as((tx, actor) =>
      editAssignment(tx, actor, { assignmentId: carried.id, version: 1, endsOn: '2026-12-31', quantity: null }),
    )
    await expect(undo(again.id)).rejects.toThrow('registry.still_used')
  })

  it('follow the lease that went along, and the quantity of the day; charges of several leases that became one follow none', async () => {
    await world.charge('租金', '310', '2026-01-01')
    await world.charge('空调', '10', '2026-01-01', { kind: 'count-price', measure: 'quantity', unitPrice: '10' })
    const [rent, counted] = [await ruleOf(world.premisesId, '租金'), await ruleOf(world.premisesId, '空调')]
    const edit = (quantity: string, quantityFrom: string | null, version: number) =>
      world.as((tx, actor) =>
        editAssignment(tx, actor, { assignmentId: counted.id, version, endsOn: null, quantity, quantityFrom }),
      )
    await edit('3', null, 1)
    await edit('2', '2026-03-01', 2)
    const lease = newId()
    const leased = (id: string, leaseId: string) =>
      asOwner(database, `update billing.assignment set lease_id = $2, asked_until = '2026-11-30' where id = $1`, [
        id,
        leaseId,
      ])
    await leased(rent.id, lease)
    const first = await merge()
    expect(await ruleOf(first.premisesId, '租金')).toMatchObject({ followsLease: true })
    expect(await ruleOf(first.premisesId, '空调')).toMatchObject({ followsLease: false, quantity: '2.0000' })
    await undo(first.id)
    await world.as((tx, actor) =>
      assignRules(tx, actor, [{ ruleId: rent.ruleId, premisesId: world.besideId, startsOn: '2026-02-01' }]),
    )
    await leased((await ruleOf(world.besideId, '租金')).id, newId())
    const again = await merge('101B')
    expect(await ruleOf(again.premisesId, '租金')).toMatchObject({ followsLease: false })
  })

  it('have as many of a quantity as the old ones together on each day, none on days without any', async () => {
    await world.charge('空调', '0', '2026-01-01', { kind: 'count-price', measure: 'quantity', unitPrice: '10' })
    const first = await ruleOf(world.premisesId, '空调')
    await world.as((tx, actor) =>
      assignRules(tx, actor, [
        { ruleId: first.ruleId, premisesId: world.besideId, startsOn: '2026-02-01', quantity: '4' },
      ]),
    )
    const second = await ruleOf(world.besideId, '空调')
    const edit = (assignmentId: string, version: number, quantity: string, quantityFrom: string | null) =>
      world.as((tx, actor) =>
        editAssignment(tx, actor, { assignmentId, version, endsOn: null, quantity, quantityFrom }),
      )
    await edit(first.id, 1, '3', null)
    await edit(first.id, 2, '0', '2026-03-01')
    await edit(second.id, 1, '0', '2026-03-10')
    await edit(second.id, 2, '2', '2026-05-01')
    await edit(first.id, 3, '1', '2026-06-01')
    const { premisesId, id } = await merge()
    const said = (fromOn: string, quantity: string) => ({ fromOn, quantity, counted: false })
    expect((await ruleOf(premisesId, '空调')).quantities).toEqual([
      said(FROM, '0'),
      said('2026-05-01', '2'),
      said('2026-06-01', '3'),
    ])
    await world.bill('2026-03')
    const { bills } = await world.household(undefined, premisesId)
    expect(bills).toEqual([])
    await undo(id)
    expect(await of(premisesId)).toEqual([])
  })

  it('are taken back with their payers too, on a clock that runs', async () => {
    await world.charge('物业费', '310', '2026-01-01')
    const shared = await ruleOf(world.premisesId, '物业费')
    const shares = [{ kind: 'tenant' as const, personId: null, percent: '100' }]
    await world.as((tx, actor) =>
      arrangePayers(tx, actor, {
        ...{ assignmentId: shared.id, id: newId(), fromOn: '2026-01-01', toOn: null, shares },
      }),
    )
    setClock(null)
    const { id: successionId, premisesId } = await merge()
    expect((await of(premisesId)).map(row => row.payers.length)).toEqual([1])
    await undo(successionId)
    expect(await of(premisesId)).toEqual([])
  })

  it('are not deleted by anybody once they were billed', async () => {
    await world.charge('物业费', '310', '2026-01-01')
    const { id, premisesId } = await merge()
    await world.bill('2026-03')
    const [carried] = await of(premisesId)
    expect(carried?.name).toBe('物业费')
    await expect(
      asOwner(database, 'delete from billing.assignment where premises_id = $1', [premisesId]),
    ).rejects.toMatchObject({ code: '23503', constraint: 'assignment_billed' })
    await expect(undo(id)).rejects.toThrow('registry.still_used')
  })

  it('of a split go on in each part; a quantity goes where belongings go, what is charged once stays', async () => {
    await world.charge('物业费', '310', '2026-01-01')
    await world.charge('装修押金', '2000', '2026-01-05', { kind: 'deposit' })
    await world.charge('空调', '10', '2026-01-01', { kind: 'count-price', measure: 'quantity', unitPrice: '10' })
    const counted = await ruleOf(world.premisesId, '空调')
    await world.as((tx, actor) =>
      editAssignment(tx, actor, { assignmentId: counted.id, version: 1, endsOn: null, quantity: '3' }),
    )
    const into = [part('101甲', '40.00'), part('101乙', '49.37')]
    await makeSuccessions(database, world).split({ carryTo: into[1]?.id }, world.premisesId, into)
    const names = async (index: number) =>
      (await of(into[index]?.id ?? '')).map(row => [row.name, row.quantity === null ? null : Number(row.quantity)])
    expect((await names(0)).sort()).toEqual([['物业费', null]])
    expect((await names(1)).sort()).toEqual([
      ['物业费', null],
      ['空调', 3],
    ])
  })
})
