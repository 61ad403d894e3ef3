import { registry } from '@anju/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { ensureBuildings } from '../../registry/index.ts'
import { editPremises } from '../../registry/premises/edit-premises.ts'
import { readPremises } from '../../registry/premises/premises-detail-view.ts'
import { verifyInvariants } from '../../verify.ts'
import { postIssued } from '../bills/post-issued.ts'
import { issueBillRun, startBillRun } from '../index.ts'
import { addItemTax, editItem } from '../items/edit-items.ts'
import { readItem } from '../items/item-view.ts'
import { doneOrWaiting, hold } from '../testing/held-transaction.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'

/** The sums that the database keeps of charges where something else moves at the same time. */
let database: TestDatabase
let world: MoneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  world = await makeMoneyWorld(database)
  world.at('2026-01-10')
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

async function draft(month: string): Promise<{ runId: string; billIds: string[] }> {
  const runId = newId()
  await world.as((tx, actor) =>
    startBillRun(tx, actor, { id: runId, communityId: world.communityId, from: month, to: month }),
  )
  await world.settle()
  const rows = await asOwner<{ id: string }>(database, 'select id from billing.bill where bill_run_id = $1', [runId])
  return { runId, billIds: rows.map(row => row.id) }
}

let places = 0
/** The home stands in another building than was written down. */
const moveHome = () =>
  world.as(async (tx, actor) => {
    const code = String(++places)
    const { idByCode } = await ensureBuildings(tx, actor, world.communityId, [{ code, name: `${code}栋` }])
    const known = await readPremises(tx, actor, { premisesId: world.premisesId })
    const place = { buildingId: idByCode.get(code), unitId: null, areaCode: null, code: `90${code}` }
    const edited = registry.editPremises.body.parse({ ...known, ...place })
    await editPremises(tx, actor, { ...edited, premisesId: world.premisesId })
  })

test('what was taxed when it was drafted and is collected for others by the time it is issued is due as a whole', async () => {
  const itemId = await world.item('垃圾清运费', { treatment: 'revenue' })
  const tax = { itemId, id: newId(), legalEntityId: null, effectiveFrom: '2020-01-01', taxCode: null }
  await world.as((tx, actor) => addItemTax(tx, actor, { ...tax, ratePercent: '6', regime: 'full' }))
  await world.charge('垃圾清运费', '106.00', '2026-01-01')
  const { runId } = await draft('2026-01')
  await world.as(async (tx, actor) => {
    const { id, version, name, category, priority, collectedBy, active } = await readItem(tx, actor, itemId)
    const facts = { name, category, priority, collectedBy, active, refundable: false, treatment: 'agency' as const }
    await editItem(tx, actor, { itemId: id, version, ...facts })
  })
  await world.as((tx, actor) => issueBillRun(tx, actor, { billRunId: runId }))
  await world.settle()
  const [due] = await asOwner<{ fen: bigint }>(
    database,
    'select sum(fund_due_fen)::bigint as fen from billing.charge_sum where item_id = $1',
    [itemId],
  )
  expect(due?.fen).toBe(106_00n)
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
})

test('a home that moves to another building while bills of it are issued or paid takes them along', async () => {
  const { system } = world.tenant
  const { billIds } = await draft('2026-02')
  expect(billIds.length).toBeGreaterThan(0)
  const issuing = await hold(database, system, tx => postIssued(tx, system, world.communityId, billIds))
  const moving = moveHome()
  await doneOrWaiting(database, moving)
  await issuing.end()
  await moving
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
  // And the other way round: the move is not committed while money is taken.
  const known = await world.as((tx, actor) => readPremises(tx, actor, { premisesId: world.premisesId }))
  const back = registry.editPremises.body.parse({
    ...known,
    buildingId: null,
    unitId: null,
    areaCode: 'A',
    code: '101',
  })
  const away = await hold(database, world.staff, tx =>
    editPremises(tx, world.staff, { ...back, premisesId: world.premisesId }),
  )
  const paying = world.take(50_00n)
  await doneOrWaiting(database, paying)
  await away.end()
  await paying
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
})
