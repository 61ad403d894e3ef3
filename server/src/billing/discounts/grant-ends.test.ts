import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { decideSetting } from '../../platform/settings/change-setting.ts'
import { startBillRun } from '../index.ts'
import { discountApproval } from '../settings.ts'
import { makeUsageWorld, type UsageWorld } from '../testing/usage-world.ts'
import { listDiscountGrants } from './discount-view.ts'
import { createDiscount } from './edit-discounts.ts'
import { followVacancy } from './follow-vacancy.ts'
import { endDiscountGrant, giveDiscount, grantDiscount } from './grant-discounts.ts'
import { removeDiscountGrant } from './remove-grant.ts'

/** How a discount that was given ends before its time: taken back, or by what a meter shows (domain.md 1.2). */

let database: TestDatabase
let usage: UsageWorld

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  database = await cloneDatabase()
  usage = await makeUsageWorld(database)
  const { communityId } = usage.world
  const decided = { communityId, value: 'none', reason: '由一人办理', version: 0 }
  await usage.world.as(tx => decideSetting(tx, discountApproval, decided))
})

afterAll(async () => {
  setClock(null)
  await database.drop()
})

async function makeDiscount(kind: 'vacant' | 'hardship', more: object = {}): Promise<string> {
  const id = newId()
  const versions = [{ effectiveFrom: '2020-01-01', percent: '70', capYuan: null }]
  const facts = { name: newId(), kind, itemIds: null, versions, maxMonths: null, minMonths: null, untilOn: null }
  await usage.world.as((tx, actor) =>
    createDiscount(tx, actor, { id, communityId: usage.world.communityId, ...facts, needsEvidence: false, ...more }),
  )
  return id
}

const give = (discountId: string, premisesId: string, fromOn = '2026-01-01', toOn = '2026-12-31') => {
  const input = { id: newId(), discountId, premisesId, fromOn, toOn, reason: '未入住' }
  return usage.world.as((tx, actor) => giveDiscount(tx, actor, input))
}

const grantsOf = async (premisesId: string) =>
  (await usage.world.as((tx, actor) => listDiscountGrants(tx, actor, { premisesId, limit: 9, sort: 'fromOn' }))).items

const remove = (grantId: string, version = 1) =>
  usage.world.as((tx, actor) => removeDiscountGrant(tx, actor, { grantId, version }))

test('one given by mistake is taken back while nothing was billed by it, drafts included; then it is ended', async () => {
  const [home, discountId] = [await usage.makeHome('Mistake'), await makeDiscount('hardship')]
  const rule = await usage.makeRule({ kind: 'fixed', fixedAmount: '100', timing: 'advance' })
  const other = await usage.makeRule({ kind: 'metered', unitPrice: '3.45' })
  await usage.assign(rule.id, home)
  await usage.assign(other.id, home)
  const early = await give(discountId, home, '2025-01-01', '2025-12-31')
  await expect(remove(early.id, 2)).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
  await remove(early.id)
  expect(await grantsOf(home)).toEqual([])
  // What is used is not of a discount of every item, and says nothing about it.
  const grant = await give(discountId, home)
  await usage.read(await usage.makeMeter(home), [['2026-01-31', '10']])
  const run = (ruleId: string) =>
    usage.world.as((tx, actor) =>
      startBillRun(tx, actor, {
        ...{ id: newId(), communityId: usage.world.communityId, from: '2026-02', to: '2026-02', ruleIds: [ruleId] },
      }),
    )
  await run(other.id)
  await usage.world.settle()
  await remove(grant.id)
  const again = await give(discountId, home)
  await run(rule.id)
  await usage.world.settle()
  await expect(remove(again.id)).rejects.toMatchObject({ code: 'billing.grant_billed' })
  await asOwner(database, "update billing.bill set state = 'void' where rule_id = $1", [rule.id])
  await remove(again.id)
  expect(await grantsOf(home)).toEqual([])
})

const follow = (premisesId: string) =>
  usage.world.as(
    (tx, actor) => followVacancy(tx, actor, { communityId: usage.world.communityId, premisesIds: [premisesId] }),
    usage.chief,
  )

test('one for being vacant ends on the day of the reading that shows use; household and staff are told', async () => {
  const [home, discountId] = [await usage.makeHome('Vacant'), await makeDiscount('vacant')]
  const kept = await makeDiscount('hardship', {
    itemIds: [(await usage.makeRule({ kind: 'metered', unitPrice: '1', itemName: '直饮水' })).itemId],
  })
  await give(discountId, home, '2026-01-01', '2026-12-31')
  await give(kept, home, '2026-01-01', '2026-12-31')
  const meter = await usage.makeMeter(home)
  // 3 m³ of January is no use yet, 9 m³ estimated of February is nobody's word, 4 m³ of March shows it.
  await usage.read(meter, [
    ['2026-01-31', '3'],
    ['2026-02-28', '12', { source: 'estimate' }],
  ])
  await follow(home)
  expect((await grantsOf(home)).map(grant => grant.toOn)).toEqual(['2026-12-31', '2026-12-31'])
  expect(await usage.read(meter, [['2026-03-31', '16']])).toEqual([])
  await follow(home)
  const ended = (await grantsOf(home)).filter(grant => grant.endedBy)
  expect(ended).toMatchObject([
    {
      ...{ discountId, toOn: '2026-03-31' },
      endedBy: { kind: 'water-cold', used: '4', fromOn: '2026-03-01', toOn: '2026-03-31' },
    },
  ])
  const told = await asOwner<{ kind: string }>(
    database,
    `select distinct n.value ->> 'kind' as kind
      from graphile_worker._private_jobs j, lateral jsonb_path_query(j.payload::jsonb, '$.**.notices[*]') n(value) order by 1`,
    [],
  )
  expect(told.map(({ kind }) => kind)).toEqual(['my-vacancy-ended', 'vacancy-ended'])
  // Whoever knows better gives it another end.
  const { id: grantId, version } = ended[0] ?? { id: '', version: 0 }
  const input = { grantId, version, toOn: '2026-12-31', reason: '水管漏水' }
  expect(await usage.world.as((tx, actor) => endDiscountGrant(tx, actor, input))).toMatchObject({
    grant: { toOn: '2026-12-31', endedBy: null },
  })
  // That was the last word on what was read so far, told again or not; a later month is asked anew.
  await follow(home)
  expect(await usage.read(meter, [['2026-04-30', '18']])).toEqual([])
  await follow(home)
  const endOf = async () => (await grantsOf(home)).find(grant => grant.id === grantId)?.toOn
  expect(await endOf()).toBe('2026-12-31')
  expect(await usage.read(meter, [['2026-05-31', '28']])).toEqual([])
  await follow(home)
  expect(await endOf()).toBe('2026-05-31')
})

test('what a reading before the first day used is not held against it', async () => {
  const [home, discountId] = [await usage.makeHome('Before'), await makeDiscount('vacant')]
  await give(discountId, home, '2026-01-16', '2026-12-31')
  await usage.read(await usage.makeMeter(home, { kind: 'electricity' }), [
    ['2026-01-31', '300'],
    ['2026-02-28', '310'],
  ])
  await follow(home)
  expect((await grantsOf(home)).map(grant => grant.toOn)).toEqual(['2026-12-31'])
})

test('staff give what asks for evidence only with it', async () => {
  const [home, discountId] = [await usage.makeHome('Proof'), await makeDiscount('vacant', { needsEvidence: true })]
  const input = {
    id: newId(),
    discountId,
    premisesId: home,
    fromOn: '2026-01-01',
    toOn: '2026-06-30',
    reason: '未入住',
  }
  const withPhoto = (photoIds: string[]) =>
    usage.world.as((tx, actor) => grantDiscount(tx, actor, { ...input, photoIds }))
  await expect(withPhoto([])).rejects.toMatchObject({ code: 'billing.evidence_missing' })
  await expect(withPhoto([newId()])).rejects.toMatchObject({ code: 'platform.not_found' })
})
