import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { mergePremises } from '../../registry/successions/merge-premises.ts'
import { undoSuccession } from '../../registry/successions/undo-succession.ts'
import '../module.ts'
import { type MeteringWorld, makeMeteringWorld } from '../testing/metering-world.ts'
import { readMeter } from './meter-view.ts'

let world: MeteringWorld
beforeAll(() => setClock(new Date('2026-04-20T02:00:00Z')))
afterAll(() => setClock(null))
beforeEach(async () => {
  world = await makeMeteringWorld()
})
afterEach(() => world.database.drop())

async function merge() {
  const ids = world.homes.slice(0, 2)
  const old = await asOwner<{ id: string; version: number }>(
    world.database,
    'select id, version from registry.premises where id = any($1)',
    [ids],
  )
  const into = {
    ...{ id: newId(), code: '101A', floor: 1, floorTo: null, use: 'residential' as const, state: 'occupied' as const },
    ...{ ownership: null, areaM2: '200.00', innerAreaM2: null },
  }
  const id = newId()
  await world.as(world.chief, tx =>
    mergePremises(tx, world.chief, {
      ...{ id, old, into, fromOn: '2026-04-16', carryOccupancies: true, carryAliases: true },
      ...{ differs: false, reason: '打通' },
    }),
  )
  return { id, premisesId: into.id }
}
const undo = (successionId: string) =>
  world.as(world.chief, tx => undoSuccession(tx, world.chief, { successionId, reason: '登记错误' }))
const homeOf = async (meterId: string) =>
  (await world.as(world.chief, tx => readMeter(tx, world.chief, { meterId }))).premisesId
const consumed = () =>
  asOwner<{ premises_id: string; used: string }>(
    world.database,
    'select premises_id, trim_scale(quantity)::text as used from metering.public_consumption order by to_on, quantity',
    [],
  )

it('meters of merged homes are the new home’s from the next reading on', async () => {
  const [first = '', second = ''] = world.homes
  const one = await world.meter('W1')
  const other = await world.meter('W2', { premisesId: second })
  await world.read(one.id, '2026-03-31', '20')
  const { id, premisesId } = await merge()
  expect([await homeOf(one.id), await homeOf(other.id)]).toEqual([premisesId, premisesId])
  await world.read(one.id, '2026-04-18', '31')
  expect(await consumed()).toEqual([
    { premises_id: first, used: '20' },
    { premises_id: premisesId, used: '11' },
  ])
  await expect(undo(id)).rejects.toThrow('registry.still_used')
})

it('they hang where they hung once the merge is taken back', async () => {
  const [first = '', second = ''] = world.homes
  const one = await world.meter('W1')
  const other = await world.meter('W2', { premisesId: second })
  await undo((await merge()).id)
  expect([await homeOf(one.id), await homeOf(other.id)]).toEqual([first, second])
  const again = await merge()
  expect(await homeOf(other.id)).toBe(again.premisesId)
})
