import { afterAll, beforeAll, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { newId } from '../platform/ids.ts'
import { assignRule } from './assignments/assign-rule.ts'
import { removeAssignment } from './assignments/remove-assignment.ts'
import type { LineExplanation } from './bills/explanation.ts'
import { insertBills, type NewBill } from './bills/insert-bills.ts'
import { createRule, startBillRun } from './index.ts'
import { addItemTax, createItem } from './items/edit-items.ts'
import { removeItemTax } from './items/remove-item-tax.ts'
import { addPurchase, voidPurchase } from './purchases/edit-purchases.ts'
import { addRuleVersion } from './rules/add-rule-version.ts'
import { removeRuleVersion } from './rules/remove-rule-version.ts'
import { type JourneyWorld, makeJourneyWorld } from './testing/journey-world.ts'

let database: TestDatabase
let world: JourneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  world = await makeJourneyWorld(database)
})
afterAll(() => database.drop())

const makeRule = () =>
  world.as((tx, actor) =>
    createRule(tx, actor, {
      ...{
        id: newId(),
        code: newId(),
        communityId: world.communityId,
        name: '测试',
        itemName: '测试费',
        kind: 'fixed',
      },
      ...{ cycleMonths: 1, timing: 'advance', lineGrain: 'natural-month', proration: 'ACTUAL', dueDays: 0 },
      ...{ effectiveFrom: '2026-01-01', effectiveTo: null, unitPrice: '0', fixedAmount: '10' },
    }),
  )

const assign = (ruleId: string, room: keyof JourneyWorld['rooms']) =>
  world.as((tx, actor) =>
    assignRule(tx, actor, {
      ...{ id: newId(), ruleId, premisesId: world.rooms[room], startsOn: '2026-01-01', endsOn: null },
    }),
  )

it('takes back what was entered by mistake, as long as nothing was billed by it', async () => {
  const rule = await makeRule()
  const price = (effectiveFrom: string, fixedAmount: string) => {
    const id = newId()
    return world
      .as((tx, actor) => addRuleVersion(tx, actor, { ruleId: rule.id, id, effectiveFrom, unitPrice: '0', fixedAmount }))
      .then(() => id)
  }
  const remove = (versionId: string) =>
    world.as((tx, actor) => removeRuleVersion(tx, actor, { ruleId: rule.id, versionId }))
  const typo = await price('2026-02-01', '1000')
  expect((await remove(typo)).versions).toHaveLength(1)
  const right = await price('2026-02-01', '12')
  await expect(remove(rule.versions[0]?.id ?? '')).rejects.toMatchObject({ code: 'billing.rule_version_only' })
  await expect(remove(newId())).rejects.toMatchObject({ code: 'platform.not_found' })

  const wrong = await assign(rule.id, '1013')
  const taken = (assignmentId: string, version = 1) =>
    world.as((tx, actor) => removeAssignment(tx, actor, { assignmentId, version }))
  await expect(taken(wrong.id, 2)).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
  await taken(wrong.id)
  await expect(taken(wrong.id)).rejects.toMatchObject({ code: 'platform.not_found' })
  const kept = await assign(rule.id, '1012')
  await world.bill('2026-01', '2026-02')
  await expect(taken(kept.id)).rejects.toMatchObject({ code: 'billing.assignment_billed' })
  await expect(remove(right)).rejects.toMatchObject({ code: 'billing.rule_version_billed' })
  expect((await remove(await price('2026-03-01', '15'))).versions).toHaveLength(2)

  const rate = (effectiveFrom: string) => ({
    id: newId(),
    legalEntityId: null,
    effectiveFrom,
    taxCode: null,
    ratePercent: '60',
  })
  const itemId = rule.itemId
  const [billed, later] = [rate('2026-02-01'), rate('2026-03-02')]
  for (const one of [billed, later]) await world.as((tx, actor) => addItemTax(tx, actor, { itemId, ...one }))
  const taxAway = (taxId: string) => world.as((tx, actor) => removeItemTax(tx, actor, { itemId, taxId }))
  await expect(taxAway(billed.id)).rejects.toMatchObject({ code: 'billing.item_tax_billed' })
  expect((await taxAway(later.id)).taxes.map(tax => tax.id)).toEqual([billed.id])
})

it('the last rate on the margin stays while purchases of the item count', async () => {
  const itemId = newId()
  const words = { id: itemId, name: '转售水费', category: 'other', priority: 1, collectedBy: ['counter'] }
  const [margin, full] = [newId(), newId()]
  const rate = { itemId, legalEntityId: null, taxCode: null, ratePercent: '3' }
  const purchase = { id: newId(), communityId: world.communityId, itemId, month: '2026-03', amountFen: 100_00n }
  await world.as(async (tx, actor) => {
    await createItem(tx, actor, { ...words, refundable: false, active: true, treatment: 'revenue' } as never)
    await addItemTax(tx, actor, { ...rate, id: margin, effectiveFrom: '2026-01-01', regime: 'margin' })
    await addItemTax(tx, actor, { ...rate, id: full, effectiveFrom: '2027-01-01' })
    await addPurchase(tx, actor, { ...purchase, supplier: '杭州水务', reference: '0001', note: '' })
  })
  const away = (taxId: string) => world.as((tx, actor) => removeItemTax(tx, actor, { itemId, taxId }))
  await expect(away(margin)).rejects.toMatchObject({ code: 'billing.item_tax_bought', params: { count: 1 } })
  await away(full)
  await world.as((tx, actor) => voidPurchase(tx, actor, { purchaseId: purchase.id, version: 1, reason: '录错' }))
  expect((await away(margin)).taxes).toEqual([])
})

it('what is taken back while a run writes its bills: the one who comes second sees what the first did', async () => {
  const rule = await makeRule()
  const kept = await assign(rule.id, '1013')
  const bill = (assignmentId: string, ruleVersionId = rule.versions[0]?.id ?? ''): NewBill => ({
    ...{ ruleId: rule.id, itemId: rule.itemId, assignmentId, premisesId: world.rooms['1013'] },
    ...{ payerPersonId: null, payerName: null, payerKey: 'owner', cycleStart: '2026-05-01', cycleEnd: '2026-05-31' },
    ...{ billingOn: '2026-05-01', dueOn: '2026-05-10', amountFen: 10_00n, fingerprint: 1n, revision: 0 },
    lines: [
      {
        segmentStart: '2026-05-01',
        segmentEnd: '2026-05-31',
        ruleVersionId,
        amountFen: 10_00n,
        explanation: { kind: 'opening' } as unknown as LineExplanation,
      },
    ],
  })
  const run = { id: newId(), communityId: world.communityId }
  await world.as((tx, actor) => startBillRun(tx, actor, { ...run, from: '2026-05', to: '2026-05' }))
  const write = (one: NewBill) => world.as((tx, actor) => insertBills(tx, actor, run, [one]))
  // Worked out before, written after: nothing is billed by what is gone.
  const gone = await assign(rule.id, '1014')
  const taken = (assignmentId: string, version = 1) =>
    world.as((tx, actor) => removeAssignment(tx, actor, { assignmentId, version }))
  await taken(gone.id)
  expect((await write({ ...bill(gone.id), premisesId: world.rooms['1014'] })).billCount).toBe(0)
  expect((await write(bill(kept.id, newId()))).billCount).toBe(0)
  // Being written: whoever takes back waits, and is refused.
  let started = () => {}
  const begun = new Promise<void>(resolve => {
    started = resolve
  })
  const writing = world.as(async (tx, actor) => {
    const added = await insertBills(tx, actor, run, [bill(kept.id)])
    started()
    await new Promise(resolve => setTimeout(resolve, 200))
    return added.billCount
  })
  await begun
  await expect(taken(kept.id)).rejects.toMatchObject({ code: 'billing.assignment_billed' })
  expect(await writing).toBe(1)
})
