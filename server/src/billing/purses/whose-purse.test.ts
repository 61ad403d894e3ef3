import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { readReceiptById } from '../../payments/index.ts'
import { ROOT } from '../../platform/config.ts'
import { newId } from '../../platform/ids.ts'
import { addPeople, ensureOccupancies } from '../../registry/index.ts'
import { transferOwnership } from '../../registry/occupancies/transfer-ownership.ts'
import { arrangePayers } from '../assignments/arrange-payers.ts'
import { openings } from '../openings/openings.ts'
import { billing } from '../tables.ts'
import { codeOf, inFreshWorlds } from '../testing/fresh-world.ts'
import type { MoneyWorld } from '../testing/money-world.ts'
import { listPurses } from './purse-view.ts'

/** Prepaid money is of who paid it: it pays nobody else's bills and goes back to nobody else (domain.md E63, R12). */
let world: MoneyWorld
let database: TestDatabase
inFreshWorlds(made => {
  world = made.world
  database = made.database
}, '2026-01-05')

async function person(name: string): Promise<string> {
  const id = newId()
  await world.as((tx, actor) =>
    addPeople(tx, actor, world.communityId, [{ id, name, sex: null, phone: null, idNumber: null }]),
  )
  return id
}

/** 过户 to 赵买家 on a day. */
async function sell(on: string): Promise<void> {
  const buyer = await person('赵买家')
  await world.as((tx, actor) =>
    transferOwnership(tx, actor, {
      ...{ premisesId: world.premisesId, on, oldFamily: 'ends', note: '', forwarding: null },
      owners: [{ id: newId(), personId: buyer, share: null, resides: true }],
    }),
  )
}

/** 钱租客 lives there since the year began. */
async function rent(): Promise<string> {
  const personId = await person('钱租客')
  const { premisesId } = world
  await world.as((tx, actor) =>
    ensureOccupancies(tx, actor, [{ premisesId, personId, kind: 'tenant', fromOn: '2026-01-01' }]),
  )
  return personId
}

/** What is charged there is paid by the tenant from now on. */
async function tenantPays(): Promise<void> {
  await world.as(async (tx, actor) => {
    const assignment = await billing(tx)
      .selectFrom('billing.assignment')
      .select('id')
      .where('premisesId', '=', world.premisesId)
      .executeTakeFirstOrThrow()
    const shares = [{ kind: 'tenant' as const, personId: null, percent: '100' }]
    await arrangePayers(tx, actor, {
      ...{ id: newId(), assignmentId: assignment.id, fromOn: '2026-01-01', toOn: null, shares },
    })
  })
}

const purses = async () =>
  (await world.as((tx, actor) => listPurses(tx, actor, { limit: 20, premisesId: world.premisesId }))).items
    .map(purse => `${purse.holderName} ${purse.balanceFen}`)
    .toSorted()
const open = async () => (await world.household()).bills.map(bill => [bill.payerName, bill.outstandingFen])
const takeOver = (amountFen: bigint, holderName: string | null = null) =>
  world.as((tx, actor) =>
    openings.openPurses(tx, actor, { communityId: world.communityId, asOfOn: '2026-01-02' }, [
      { id: newId(), premisesId: world.premisesId, itemName: null, amountFen, holderName },
    ]),
  )

describe('at the desk', () => {
  it('the seller’s money pays what the seller owes, and nothing of the buyer’s', async () => {
    await world.charge('物业费', '100', '2026-01-01')
    await world.bill('2026-01')
    await world.take(150_00n, { billIds: [], overpayment: 'prepay' })
    await sell('2026-02-01')
    world.at('2026-02-02')
    await world.bill('2026-02')
    expect(await open()).toEqual([
      ['王业主', 100_00n],
      ['赵买家', 100_00n],
    ])
    const desk = await world.household()
    expect(desk.bills.map(bill => bill.payerIs)).toEqual(['former-owner', 'owner'])
    expect([desk.peopleIds, desk.purses.map(purse => purse.holderIds)]).toEqual([
      [desk.bills[1]?.payerId],
      [[world.ownerId]],
    ])
    const [sellers, buyers] = desk.bills.map(bill => bill.id)
    await expect(world.take(0n, { billIds: [buyers ?? ''], purseFen: 1n })).rejects.toMatchObject({
      ...{ code: 'billing.purse_too_small', params: { balanceFen: 0 } },
    })
    // Of both at once no more than the seller owes.
    await expect(world.take(0n, { purseFen: 150_00n })).rejects.toMatchObject({ params: { balanceFen: 100_00 } })
    await world.take(0n, { billIds: [sellers ?? '', buyers ?? ''], purseFen: 100_00n })
    expect(await open()).toEqual([['赵买家', 100_00n]])
    expect(await purses()).toEqual(['王业主 5000'])
  })

  it('what a tenant pays too much is the tenant’s, and pays the tenant’s next bill', async () => {
    await rent()
    await world.charge('物业费', '100', '2026-01-01')
    await tenantPays()
    await world.bill('2026-01')
    expect(await open()).toEqual([['钱租客', 100_00n]])
    await world.take(130_00n, { overpayment: 'prepay' })
    expect(await purses()).toEqual(['钱租客 3000'])
    // What the owner pays ahead is not for the tenant's bill.
    await world.take(500_00n, { billIds: [], overpayment: 'prepay' })
    await world.bill('2026-02')
    expect(await open()).toEqual([['钱租客', 70_00n]])
    expect(await purses()).toEqual(['王业主 50000', '钱租客 0'])
    expect(await codeOf(world.take(0n, { purseFen: 1n }))).toBe('billing.purse_too_small')
  })

  it('what the seller pays too much of an old bill is the seller’s; who pays bills of both is the buyer', async () => {
    await world.charge('物业费', '100', '2026-01-01')
    await world.bill('2026-01')
    await sell('2026-02-01')
    world.at('2026-02-02')
    await world.bill('2026-02')
    const [sellers] = (await world.household()).bills
    await world.take(60_00n, { billIds: [sellers?.id ?? ''] })
    await world.take(150_00n, { overpayment: 'prepay' })
    expect(await purses()).toEqual(['赵买家 1000'])
  })
})

describe('a receipt of several homes', () => {
  it('names who owes the bills of the home at the desk, though a bill of another home was due before', async () => {
    await world.charge('物业费', '100', '2026-01-01')
    await world.bill('2026-01')
    await sell('2026-02-01')
    world.at('2026-02-02')
    await world.charge('车位费', '50', '2026-01-01', { premisesId: world.besideId })
    await world.bill('2026-01', '2026-02')
    const here = (await world.household()).bills.filter(bill => bill.payerName === '赵买家')
    const beside = (await world.household(undefined, world.besideId)).bills
    expect(beside[0]?.dueOn).toBe('2026-01-01')
    const payerOf = async (billIds: string[], amountFen: bigint) => {
      const { receiptId } = await world.take(amountFen, { billIds })
      return (await world.as((tx, actor) => readReceiptById(tx, actor, { receiptId: receiptId ?? '' }))).payerName
    }
    expect(
      await payerOf(
        [...beside, ...here].map(bill => bill.id),
        200_00n,
      ),
    ).toBe('赵买家')
    // What the seller still owes is paid by the seller.
    expect(
      await payerOf(
        (await world.household()).bills.map(bill => bill.id),
        100_00n,
      ),
    ).toBe('王业主')
  })
})

describe('taken over from a former system', () => {
  it('is the owner’s of the day of the cut-over: after 过户 the buyer’s run leaves it alone', async () => {
    await takeOver(86_97n)
    expect(await purses()).toEqual(['王业主 8697'])
    await sell('2026-02-01')
    world.at('2026-02-02')
    await world.charge('物业费', '100', '2026-02-01')
    await world.bill('2026-02')
    expect([await open(), await purses()]).toEqual([[['赵买家', 100_00n]], ['王业主 8697']])
  })

  it('is of whom the file names, where that is somebody of the home', async () => {
    await rent()
    await takeOver(10_00n, '钱租客')
    await takeOver(20_00n, '不认识的人')
    await takeOver(30_00n, '王业主')
    expect(await purses()).toEqual(['王业主 5000', '钱租客 1000'])
  })
})

describe('a purse of before that has no holder', () => {
  it('is given to who owned the home on the day it was opened, and stays beside what that person has', async () => {
    await takeOver(86_97n)
    // As it was before: of nobody.
    await asOwner(database, 'update billing.purse set holder_person_id = null')
    await world.take(5_00n, { billIds: [], overpayment: 'prepay' })
    expect(await purses()).toEqual(['null 8697', '王业主 500'])
    await sell('2026-02-01')
    world.at('2026-02-02')
    const migrations = join(ROOT, 'server/migrations')
    const name = readdirSync(migrations).find(file => file.endsWith('_billing_purses_of_holders.sql')) ?? ''
    const text = readFileSync(join(migrations, name), 'utf8')
    await asOwner(database, text.slice(text.indexOf('update billing.purse')))
    expect(await purses()).toEqual(['王业主 500', '王业主 8697'])
  })
})
