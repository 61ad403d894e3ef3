import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { setClock } from '../../platform/clock.ts'
import { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { fenToYuan } from '../../platform/money.ts'
import { assignRule } from '../assignments/assign-rule.ts'
import { previewBills } from '../bills/preview-bills.ts'
import { createRule } from '../index.ts'
import { createItem } from '../items/edit-items.ts'
import { type JourneyWorld, makeJourneyWorld } from '../testing/journey-world.ts'
import { listDiscountGrants } from './discount-view.ts'
import { createDiscount, editDiscount } from './edit-discounts.ts'
import { endDiscountGrant, giveDiscount } from './grant-discounts.ts'

/** What a discount lets off, and what is nobody's to let off (domain.md §1.2: 装修押金, 代收). */

let database: TestDatabase
let world: JourneyWorld

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  database = await cloneDatabase()
  world = await makeJourneyWorld(database)
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

type Treatment = 'revenue' | 'deposit' | 'agency' | 'public' | 'fund'

const makeItem = async (name: string, treatment: Treatment) => {
  const id = newId()
  const facts = {
    category: 'other',
    priority: 100,
    collectedBy: ['counter'],
    refundable: false,
    active: true,
    treatment,
  }
  await world.as((tx, actor) => createItem(tx, actor, { id, name, ...facts } as never))
  return id
}

const facts = (itemIds: string[] | null, more: object = {}) => ({
  ...{ name: newId(), kind: 'hardship' as const, itemIds, maxMonths: null, minMonths: null, untilOn: null },
  ...{ versions: [{ effectiveFrom: '2020-01-01', percent: '50', capYuan: null }], needsEvidence: false, ...more },
})

const makeDiscount = async (itemIds: string[] | null, more: object = {}) => {
  const id = newId()
  const { communityId } = world
  await world.as((tx, actor) => createDiscount(tx, actor, { ...facts(itemIds, more), id, communityId }))
  return id
}

const grant = (discountId: string, premisesId: string, fromOn = '2026-01-01', toOn = '2026-12-31') => {
  const id = newId()
  return world.as((tx, actor) =>
    giveDiscount(tx, actor, { id, discountId, premisesId, fromOn, toOn, reason: '低保证明' }),
  )
}

const charge = async (itemName: string, premisesId: string, rule: object = {}) => {
  const terms = { cycleMonths: 1, timing: 'advance', lineGrain: 'natural-month', proration: 'ACTUAL', dueDays: 0 }
  const price = { effectiveFrom: '2026-01-01', effectiveTo: null, unitPrice: '0', fixedAmount: '100' }
  const made = await world.as((tx, actor) =>
    createRule(tx, actor, {
      ...{ id: newId(), code: newId(), name: itemName, itemName, communityId: world.communityId, kind: 'fixed' },
      ...terms,
      ...price,
      ...rule,
    } as never),
  )
  await world.as((tx, actor) =>
    assignRule(tx, actor, { id: newId(), ruleId: made.id, premisesId, startsOn: '2026-06-01', endsOn: null }),
  )
  return made.id
}

const preview = (ruleId: string) =>
  world.as(async (tx, actor) => {
    const input = { communityId: world.communityId, from: '2026-06', to: '2026-06', ruleIds: [ruleId] }
    const { bills, exceptions } = await previewBills(tx, actor, input)
    return [...bills.map(bill => fenToYuan(bill.amountFen)), ...exceptions.map(one => one.code)]
  })

describe('a discount', () => {
  test('of every item is of the company’s and the owners’ money; of what is collected for others only where it is named', async () => {
    const premisesId = world.rooms['1013']
    const agencyId = await makeItem('代收垃圾费', 'agency')
    await makeItem('装修押金', 'deposit')
    await makeItem('维修资金', 'fund')
    await makeItem('服务费', 'revenue')
    const [own, agency, fund, deposit, once] = [
      await charge('服务费', premisesId),
      await charge('代收垃圾费', premisesId),
      await charge('维修资金', premisesId),
      await charge('装修押金', premisesId, { kind: 'deposit', fixedAmount: '2000' }),
      await charge('装修押金', premisesId, { kind: 'one-off', fixedAmount: '2000' }),
    ]
    await grant(await makeDiscount(null), premisesId)
    expect(await preview(own)).toEqual(['50.00'])
    expect(await preview(agency)).toEqual(['100.00'])
    expect(await preview(fund)).toEqual(['100.00'])
    expect(await preview(deposit)).toEqual(['2000.00'])
    expect(await preview(once)).toEqual(['2000.00'])
    await grant(await makeDiscount([agencyId]), premisesId)
    expect(await preview(agency)).toEqual(['50.00'])
  })

  test('is never of a shared cost: its parts add up', async () => {
    const id = await makeItem('公摊电费', 'agency')
    await charge('公摊电费', world.rooms['1021'], { kind: 'pool', fixedAmount: '0', timing: 'arrears' })
    await expect(makeDiscount([id])).rejects.toMatchObject({
      code: 'billing.discount_on_pool',
      params: { name: '公摊电费' },
    })
  })

  test('is never of a deposit: it is owed back in full', async () => {
    const depositId = await makeItem('门禁卡押金', 'deposit')
    await expect(makeDiscount([depositId])).rejects.toMatchObject({
      code: 'billing.discount_on_deposit',
      params: { name: '门禁卡押金' },
    })
    const discountId = await makeDiscount(null)
    const edit = { ...facts([depositId]), discountId, version: 1, active: true }
    await expect(world.as((tx, actor) => editDiscount(tx, actor, edit))).rejects.toMatchObject({
      code: 'billing.discount_on_deposit',
    })
  })
})

describe('two discounts', () => {
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
    )

  test('of one item are not given for the same days: the later is refused by the name of the other', async () => {
    const premisesId = world.rooms['1011']
    const [water, cleaning, service] = [
      await makeItem('水费', 'agency'),
      await makeItem('保洁费', 'revenue'),
      await makeItem('秩序费', 'revenue'),
    ]
    const vacant = await makeDiscount(null, { name: '空置七折', kind: 'vacant' })
    await grant(vacant, premisesId, '2026-01-01', '2026-06-30')
    const hardship = await makeDiscount([cleaning], { name: '低保减免' })
    await expect(grant(hardship, premisesId, '2026-06-30', '2026-12-31')).rejects.toMatchObject({
      code: 'billing.grant_overlaps',
      params: { premises: '1栋1单元1011室', name: '空置七折', fromOn: '2026-01-01', toOn: '2026-06-30' },
    })
    expect(await codeOf(grant(await makeDiscount(null), premisesId))).toBe('billing.grant_overlaps')
    // On other days, of other items, and what one of every item is not of.
    const after = await grant(hardship, premisesId, '2026-07-01', '2026-08-31')
    await grant(await makeDiscount([water]), premisesId)
    const serviceOff = await makeDiscount([service], { name: '秩序减免' })
    await grant(serviceOff, premisesId, '2026-07-01', '2026-08-31')
    // Nor does a later end or another item bring them together; an earlier end is always right.
    const [mine] = (
      await world.as((tx, actor) => listDiscountGrants(tx, actor, { premisesId, discountId: vacant, limit: 5 }))
    ).items
    const end = (toOn: string) =>
      world.as((tx, actor) =>
        endDiscountGrant(tx, actor, { grantId: mine?.id ?? '', version: 1, toOn, reason: '延长' }),
      )
    expect(await codeOf(end('2026-07-31'))).toBe('billing.grant_overlaps')
    expect(await codeOf(end('2026-05-31'))).toBe('done')
    setClock(new Date('2026-07-15T10:00:00+08:00'))
    const edit = (itemIds: string[]) =>
      world.as((tx, actor) =>
        editDiscount(tx, actor, {
          ...{ ...facts(itemIds, { name: '秩序减免' }), discountId: serviceOff, version: 1, active: true },
        }),
      )
    expect(await codeOf(edit([service, cleaning]))).toBe('billing.grant_overlaps')
    expect(await codeOf(edit([water, service]))).toBe('billing.grant_overlaps')
    setClock(new Date('2026-11-23T10:00:00+08:00'))
    expect(after.discountName).toBe('低保减免')
  })

  test('given at the same moment, one is refused', async () => {
    const premisesId = world.rooms['1012']
    const [one, other] = [await makeDiscount(null), await makeDiscount(null)]
    const codes = await Promise.all([codeOf(grant(one, premisesId)), codeOf(grant(other, premisesId))])
    expect(codes.toSorted()).toEqual(['billing.grant_overlaps', 'done'])
  })
})
