import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { setClock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { listQualityFindings } from '../registry/quality/finding-view.ts'
import { listDiscountGrants } from './discounts/discount-view.ts'
import { createDiscount } from './discounts/edit-discounts.ts'
import { endDiscountGrant, giveDiscount } from './discounts/grant-discounts.ts'
import { listMeasures, setMeasures } from './measures/premises-measures.ts'
import { type MoneyWorld, makeMoneyWorld } from './testing/money-world.ts'
import { makeSuccessions } from './testing/successions.ts'

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

const merge = () => makeSuccessions(database, world).merge()
const split = async () => (await makeSuccessions(database, world).split()).premisesIds
const undo = (successionId: string) => makeSuccessions(database, world).undo(successionId)

describe('discounts that still run', () => {
  const discount = (name: string, kind: 'vacant' | 'hardship') =>
    world.as(async (tx, actor) => {
      const { id } = await createDiscount(tx, actor, {
        ...{ id: newId(), communityId: world.communityId, name, kind, itemIds: null, maxMonths: null, minMonths: null },
        ...{ needsEvidence: false, untilOn: null, versions: [{ effectiveFrom: '2026-01-01', percent: '70' }] },
      } as Parameters<typeof createDiscount>[2])
      return id
    })
  const grant = (discountId: string, premisesId: string, fromOn: string, toOn: string) =>
    world.as((tx, actor) =>
      giveDiscount(tx, actor, { id: newId(), discountId, premisesId, fromOn, toOn, reason: '低保证明' }),
    )
  const of = async (premisesId: string) =>
    (await world.as((tx, actor) => listDiscountGrants(tx, actor, { limit: 20, premisesId }))).items
      .map(row => [row.discountName, row.fromOn, row.toOn, row.reason])
      .toSorted()

  it('go on until their day; a merged home is vacant while both were', async () => {
    const [hardship, vacant] = [await discount('困难减免', 'hardship'), await discount('空置房', 'vacant')]
    await grant(hardship, world.premisesId, '2026-01-01', '2026-12-31')
    await grant(hardship, world.besideId, '2026-01-01', '2026-02-28')
    await grant(vacant, world.premisesId, '2026-01-01', '2026-12-31')
    await grant(vacant, world.besideId, '2026-02-01', '2026-05-31')
    const { id, premisesId } = await merge()
    expect(await of(premisesId)).toEqual([
      ['困难减免', '2026-03-16', '2026-12-31', '低保证明'],
      ['空置房', '2026-03-16', '2026-05-31', '低保证明'],
    ])
    await undo(id)
    expect(await of(premisesId)).toEqual([])
    expect((await of(world.premisesId)).length).toBe(2)
  })

  it('go on in each part of a split; one that was ended since keeps the new premises', async () => {
    const hardship = await discount('困难减免', 'hardship')
    await grant(hardship, world.premisesId, '2026-01-01', '2026-12-31')
    for (const id of await split()) expect(await of(id)).toEqual([['困难减免', '2026-03-16', '2026-12-31', '低保证明']])
  })

  it('ended by hand in the new premises are somebody’s word: the merge is not taken back', async () => {
    const hardship = await discount('困难减免', 'hardship')
    await grant(hardship, world.premisesId, '2026-01-01', '2026-12-31')
    const { id, premisesId } = await merge()
    await world.as(async (tx, actor) => {
      const [carried] = (await listDiscountGrants(tx, actor, { limit: 20, premisesId })).items
      await endDiscountGrant(tx, actor, {
        grantId: carried?.id ?? '',
        version: 1,
        toOn: '2026-04-30',
        reason: '不再困难',
      })
    })
    await expect(undo(id)).rejects.toThrow('registry.still_used')
  })
})

describe('what premises are measured by', () => {
  const measure = (name: string, premisesId: string, value: string) =>
    world.as((tx, actor) =>
      setMeasures(tx, actor, {
        ...{ communityId: world.communityId, name, effectiveFrom: '2026-01-01', effectiveTo: null },
        values: [{ premisesId, value }],
      }),
    )
  const of = async (premisesId: string) =>
    (await world.as((tx, actor) => listMeasures(tx, actor, { limit: 20, premisesId }))).items
      .map(row => [row.name, row.effectiveFrom, Number(row.value)])
      .toSorted()
  const findings = async () =>
    (
      await world.as((tx, actor) =>
        listQualityFindings(tx, actor, { limit: 20, check: 'premises-measure-missing', exempt: 'no' }),
      )
    ).items.map(item => [item.title, item.detail])

  it('adds up in the merged home; what disagrees is a finding; taken back with it', async () => {
    await measure('persons', world.premisesId, '3')
    await measure('persons', world.besideId, '2')
    await measure('coefficient', world.premisesId, '1.2')
    await measure('coefficient', world.besideId, '0.8')
    const { id, premisesId } = await merge()
    expect(await of(premisesId)).toEqual([['persons', '2026-03-16', 5]])
    expect((await findings()).map(([, detail]) => detail)).toEqual(['coefficient'])
    await undo(id)
    expect(await of(premisesId)).toEqual([])
    expect(await findings()).toEqual([])
  })

  it('of a split cannot be shared out: each part is a finding until somebody says it; a coefficient is that of each', async () => {
    await measure('persons', world.premisesId, '4')
    await measure('coefficient', world.premisesId, '1.2')
    const [first = '', second = ''] = await split()
    expect(await of(first)).toEqual([['coefficient', '2026-03-16', 1.2]])
    expect((await findings()).map(([, detail]) => detail)).toEqual(['persons', 'persons'])
    await measure('persons', first, '3')
    await measure('persons', second, '1')
    expect(await findings()).toEqual([])
  })

  it('said anew in the merged home is somebody’s word: the merge is not taken back', async () => {
    await measure('persons', world.premisesId, '3')
    const { id, premisesId } = await merge()
    await world.as((tx, actor) =>
      setMeasures(tx, actor, {
        ...{ communityId: world.communityId, name: 'persons', effectiveFrom: '2026-03-16', effectiveTo: null },
        values: [{ premisesId, value: '6' }],
      }),
    )
    await expect(undo(id)).rejects.toThrow('registry.still_used')
  })
})
