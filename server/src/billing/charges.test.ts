import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { createLegalEntity, editLegalEntity } from '../ledger/entities/legal-entities.ts'
import { newId } from '../platform/ids.ts'
import { arrangePayers } from './assignments/arrange-payers.ts'
import { assignRuleInBulk } from './assignments/assign-in-bulk.ts'
import { assignRule } from './assignments/assign-rule.ts'
import { listAssignments } from './assignments/assignment-view.ts'
import { editAssignment } from './assignments/edit-assignment.ts'
import { billPage } from './bills/bill-view.ts'
import { previewBills } from './bills/preview-bills.ts'
import { createDiscount, editDiscount } from './discounts/edit-discounts.ts'
import { exportDiscounts } from './discounts/export-discounts.ts'
import { endDiscountGrant, giveDiscount } from './discounts/grant-discounts.ts'
import { createRule } from './index.ts'
import { addItemTax, createItem, editItem } from './items/edit-items.ts'
import { exportItems } from './items/export-items.ts'
import { type ItemView, listItems, readItem } from './items/item-view.ts'
import { listMeasures, setMeasures } from './measures/premises-measures.ts'
import { checkFormula } from './rules/check-formula.ts'
import { editRule } from './rules/edit-rule.ts'
import type { RuleInput } from './rules/ensure-rules.ts'
import { type JourneyWorld, makeJourneyWorld } from './testing/journey-world.ts'

let database: TestDatabase
let world: JourneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  world = await makeJourneyWorld(database)
})
afterAll(() => database.drop())

const TERMS = {
  itemName: '测试费',
  cycleMonths: 1,
  timing: 'advance',
  lineGrain: 'natural-month',
  proration: 'ACTUAL',
  dueDays: 0,
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
  unitPrice: '0',
  fixedAmount: '0',
} as const

function make(rule: Partial<RuleInput> & Pick<RuleInput, 'kind'>) {
  const draft = { ...TERMS, name: '测试', ...rule, id: newId(), code: newId(), communityId: world.communityId }
  return world.as((tx, actor) => createRule(tx, actor, draft))
}

const assign = (ruleId: string, room: keyof JourneyWorld['rooms'], more: object = {}) =>
  world.as((tx, actor) =>
    assignRule(tx, actor, {
      ...{ id: newId(), ruleId, premisesId: world.rooms[room], startsOn: '2026-01-01', endsOn: null },
      ...more,
    }),
  )

/** Amounts of the lines that a month would give, and what is missing. */
async function preview(ruleId: string, month = '2026-06') {
  const { communityId } = world
  const found = await world.as((tx, actor) =>
    previewBills(tx, actor, { communityId, from: month, to: month, ruleIds: [ruleId] }),
  )
  return {
    fens: found.bills.map(bill => bill.lines.map(line => Number(line.amountFen))),
    payers: found.bills.map(bill => bill.payerName),
    words: found.bills.flatMap(bill => bill.lines.map(line => line.words['zh-CN'])),
    exceptions: found.exceptions.map(one => `${one.code} ${one.at ?? ''}`.trim()),
  }
}

describe('kinds of rules in a run', () => {
  it('a formula is charged by what the room is and what was entered; what is missing is an exception', async () => {
    const rule = await make({ kind: 'formula', formula: '建筑面积 × 单价 + 人数 × 5', unitPrice: '2' })
    await assign(rule.id, '1011')
    await assign(rule.id, '1012')
    const set = (value: string) =>
      world.as((tx, actor) =>
        setMeasures(tx, actor, {
          ...{ communityId: world.communityId, name: '人数', effectiveFrom: '2026-01-01', effectiveTo: null },
          values: [{ premisesId: world.rooms['1011'], value }],
        }),
      )
    expect([await set('2'), await set('3')]).toEqual([{ set: 1 }, { set: 1 }])
    expect(await preview(rule.id)).toMatchObject({ fens: [[204_12]], exceptions: ['no-measure persons'] })
    const listed = await world.as((tx, actor) => listMeasures(tx, actor, { communityId: world.communityId, limit: 9 }))
    expect(listed.items).toMatchObject([{ name: 'persons', value: '3.0000', words: { 'zh-CN': '人数' } }])
    await expect(
      world.as((tx, actor) =>
        setMeasures(tx, actor, {
          ...{ communityId: world.communityId, name: '单价', effectiveFrom: '2026-01-01', effectiveTo: null },
          values: [{ premisesId: world.rooms['1011'], value: '1' }],
        }),
      ),
    ).rejects.toMatchObject({ code: 'billing.measure_unknown' })
  })

  it('a quantity stands at the assignment, and readings are waited for', async () => {
    const counted = await make({ kind: 'count-price', measure: 'quantity', unitPrice: '12.5' })
    await assign(counted.id, '1011', { quantity: '3' })
    await assign(counted.id, '1012')
    expect(await preview(counted.id)).toMatchObject({ fens: [[37_50]], exceptions: ['no-measure quantity'] })
    const metered = await make({ kind: 'metered', meterKind: 'water-cold', unitPrice: '3.45' })
    await assign(metered.id, '1011')
    expect(await preview(metered.id)).toMatchObject({ fens: [], exceptions: ['no-reading 2026-06'] })
  })

  it('a bad rule is refused at its field', async () => {
    const problems = async (rule: Partial<RuleInput> & Pick<RuleInput, 'kind'>) => {
      const error = await make(rule).catch(
        (thrown: { params: { problems: { field: string; code: string }[] } }) => thrown,
      )
      return 'params' in error ? error.params.problems.map(({ field, code }) => `${field} ${code}`) : []
    }
    expect(await problems({ kind: 'formula', formula: '房屋面积*单价' })).toEqual([
      'versions.0.formula formula-unknown-name',
    ])
    expect(await problems({ kind: 'formula' })).toEqual(['versions.0.formula required'])
    expect(await problems({ kind: 'count-price', unitPrice: '1' })).toEqual(['measure unknown-measure'])
    expect(await problems({ kind: 'metered', unitPrice: '3.45' })).toEqual(['meterKind required'])
    expect(
      await problems({ kind: 'metered', meterKind: 'water-cold', tiers: [{ upTo: '5', unitPrice: '1' }] }),
    ).toEqual(['tierTerms required', 'versions.0.tiers.0.upTo must-be-empty'])
    expect(await problems({ kind: 'rent', rent: { basis: 'month', escalation: null } })).toEqual([
      'versions.0.fixedAmount not-positive',
    ])
  })

  it('a formula is checked with worked examples', async () => {
    const check = (formula: string) =>
      world.as((tx, actor) =>
        checkFormula(tx, actor, {
          formula,
          unitPrice: '2.85',
          fixedAmount: '0',
          examples: [{ 建筑面积: '89.37' }, {}],
        }),
      )
    expect(await check('area * price')).toMatchObject({
      problem: null,
      examples: [
        { exact: '254.7045', amount: '254.70', problem: null },
        { exact: null, problem: { code: 'no-measure', at: 'area' } },
      ],
    })
    expect(await check('area + fixed')).toMatchObject({ problem: { code: 'unit-mismatch' }, examples: [] })
  })
})

describe('editing', () => {
  it('a rule changes from the version that was read; once billed its cycles stay', async () => {
    const rule = await make({ kind: 'fixed', fixedAmount: '100' })
    const edit = (change: object, version = 1) => {
      const { code, name, itemName, kind, cycleMonths, timing, lineGrain, proration, dueDays, effectiveFrom } = rule
      const { measure, rent, tierTerms, meterKind, minimum, rounding, freeSpans, freeMonths, zeroIsFree, penalty } =
        rule
      const terms = {
        measure,
        rent,
        tierTerms,
        meterKind,
        minimum,
        rounding,
        freeSpans,
        freeMonths,
        zeroIsFree,
        penalty,
      }
      const columns = { code, name, itemName, kind, cycleMonths, timing, lineGrain, proration, dueDays, effectiveFrom }
      const input = { ...columns, ...terms, effectiveTo: null, ruleId: rule.id, version, ...change }
      return world.as((tx, actor) => editRule(tx, actor, input))
    }
    expect(await edit({ name: '新名', rounding: { mode: 'UP', to: 'yuan' } })).toMatchObject({
      name: '新名',
      version: 2,
      rounding: { mode: 'UP', to: 'yuan' },
    })
    await expect(edit({})).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
    expect(await edit({ cycleMonths: 3 }, 2)).toMatchObject({ cycleMonths: 3, version: 3 })
    await assign(rule.id, '1011')
    await world.bill('2026-01', '2026-03')
    await expect(edit({ cycleMonths: 6 }, 3)).rejects.toMatchObject({
      code: 'billing.rule_in_use',
      params: { field: 'cycleMonths' },
    })
    expect(await edit({ cycleMonths: 3, dueDays: 20 }, 3)).toMatchObject({ dueDays: 20, billed: true })
  })

  it('items, their taxes by entity, and entities', async () => {
    const [itemId, entityId] = [newId(), newId()]
    const facts = { category: 'property', refundable: false, priority: 10, collectedBy: ['counter'] } as const
    const body = { ...facts, collectedBy: ['counter' as const] }
    const create = (id: string) => world.as((tx, actor) => createItem(tx, actor, { ...body, id, name: '物业服务费' }))
    expect(await create(itemId)).toMatchObject({ priority: 10, taxes: [], ruleCount: 0, active: true })
    await expect(create(newId())).rejects.toMatchObject({ code: 'billing.item_name_taken' })
    const entity = { name: '安居物业', taxNumber: null, taxpayer: 'small' as const }
    await world.as((tx, actor) => createLegalEntity(tx, actor, { ...entity, id: entityId }))
    await expect(
      world.as((tx, actor) => createLegalEntity(tx, actor, { ...entity, id: newId() })),
    ).rejects.toMatchObject({ code: 'ledger.entity_name_taken' })
    expect(
      await world.as((tx, actor) =>
        editLegalEntity(tx, actor, { ...entity, entityId, version: 1, taxpayer: 'general' }),
      ),
    ).toMatchObject({ version: 2, taxpayer: 'general' })
    const tax = (legalEntityId: string | null) =>
      world.as((tx, actor) =>
        addItemTax(tx, actor, {
          ...{ itemId, id: newId(), legalEntityId, effectiveFrom: '2026-01-01', taxCode: '3040801', ratePercent: '6' },
        }),
      )
    await tax(null)
    expect((await tax(entityId)).taxes.map(one => [one.legalEntityName, one.ratePercent])).toEqual([
      [null, '6.000000'],
      ['安居物业', '6.000000'],
    ])
    await expect(tax(null)).rejects.toMatchObject({ code: 'billing.item_tax_taken' })
    const edit = (version: number) =>
      world.as((tx, actor) => editItem(tx, actor, { ...body, itemId, version, name: '物业服务费', active: false }))
    expect(await edit(1)).toMatchObject({ version: 2, active: false })
    await expect(edit(1)).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
    const off = await world.as((tx, actor) => listItems(tx, actor, { limit: 9, active: 'false' }))
    expect(off.items.map(item => item.id)).toEqual([itemId])
    const file = await world.as((tx, actor) => exportItems(tx, actor, { active: 'false', format: 'csv' }))
    expect(String(file.body).trim().split('\r\n').slice(1)).toEqual([expect.stringMatching(/^物业服务费,.*,停用$/)])
  })

  it('what an item is stays once a bill of it was issued; its name and the like may change', async () => {
    const rule = await make({ kind: 'fixed', fixedAmount: '8', itemName: '楼道灯费' })
    await assign(rule.id, '1011')
    const edit = async (change: Partial<Omit<ItemView, 'id'>>) => {
      const {
        id: itemId,
        taxes: _,
        ruleCount: __,
        ...item
      } = await world.as((tx, actor) => readItem(tx, actor, rule.itemId))
      return world.as((tx, actor) => editItem(tx, actor, { ...item, itemId, ...change }))
    }
    expect(await edit({ treatment: 'agency' })).toMatchObject({ treatment: 'agency', refundable: false })
    expect(await edit({ treatment: 'revenue' })).toMatchObject({ treatment: 'revenue' })
    await world.bill('2026-01', '2026-01')
    for (const [change, field] of [
      [{ treatment: 'agency' }, 'treatment'],
      [{ category: 'penalty' }, 'category'],
    ] as const)
      await expect(edit(change)).rejects.toMatchObject({ code: 'billing.item_billed', params: { field } })
    expect(await edit({ name: '楼道照明费', category: 'shared', active: false })).toMatchObject({
      ...{ name: '楼道照明费', category: 'shared', treatment: 'revenue', active: false },
    })
  })
})

describe('who is charged', () => {
  it('in bulk by a filter, once; tried before it is done', async () => {
    const rule = await make({ kind: 'fixed', fixedAmount: '8' })
    await assign(rule.id, '1011')
    const place = { buildingIds: [], unitIds: [], uses: ['residential'], states: [], floorFrom: null, floorTo: null }
    const filter = { ...place, spaces: null, vehicles: null, meters: null, leases: false }
    const bulk = (tryOnly: boolean, more: object = {}) =>
      world.as((tx, actor) =>
        assignRuleInBulk(tx, actor, {
          ...{ ruleId: rule.id, startsOn: '2026-02-01', endsOn: null, quantity: null, tryOnly },
          ...{ quantityBy: 'given', payBy: 'owner', shares: [] },
          filter: { ...filter, premisesIds: [], ...more },
        }),
      )
    expect(await bulk(true)).toMatchObject({ found: 5, added: 4, alreadyAssigned: 1 })
    expect(await bulk(false, { premisesIds: [world.rooms['1012']] })).toMatchObject({
      found: 1,
      added: 1,
      alreadyAssigned: 0,
    })
    expect(await bulk(false)).toMatchObject({ found: 5, added: 3, alreadyAssigned: 2 })
    expect(await bulk(false)).toMatchObject({ found: 5, added: 0, alreadyAssigned: 5 })
    expect(await bulk(true, { uses: ['shop'] })).toMatchObject({ found: 0, added: 0, alreadyAssigned: 0 })
    const page = await world.as((tx, actor) => listAssignments(tx, actor, { ruleId: rule.id, text: '1012', limit: 9 }))
    const [row] = page.items
    if (!row) throw new Error('1012 is charged.')
    const edit = (endsOn: string | null, version = 1) =>
      world.as((tx, actor) => editAssignment(tx, actor, { assignmentId: row.id, version, endsOn, quantity: null }))
    expect(await edit('2026-06-30')).toMatchObject({ endsOn: '2026-06-30', version: 2 })
    await expect(edit(null)).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
    await expect(edit('2026-01-31', 2)).rejects.toMatchObject({ code: 'billing.rule_wrong' })
    await assign(rule.id, '1012', { startsOn: '2026-07-01' })
    await expect(edit(null, 2)).rejects.toMatchObject({ code: 'billing.already_assigned' })
  })

  it('E15: the developer pays 40 % until a day: a bill each, cut on that day, adding up to the line', async () => {
    const rule = await make({ kind: 'fixed', fixedAmount: '254.71' })
    const assignment = await assign(rule.id, '1013')
    const developer = world.owners['1014']
    const arrange = (
      shares: { kind: 'owner' | 'person'; personId: string | null; percent: string }[],
      toOn: string | null,
    ) =>
      world.as((tx, actor) =>
        arrangePayers(tx, actor, { assignmentId: assignment.id, id: newId(), fromOn: '2026-01-01', toOn, shares }),
      )
    const both = [
      { kind: 'owner' as const, personId: null, percent: '60' },
      { kind: 'person' as const, personId: developer, percent: '40' },
    ]
    await expect(arrange(both.slice(0, 1), null)).rejects.toMatchObject({ code: 'billing.payers_wrong' })
    await expect(arrange([{ ...both[1]!, percent: '100', personId: newId() }], null)).rejects.toMatchObject({
      status: 404,
    })
    expect(await arrange(both, '2026-06-15')).toMatchObject({ payers: [{ toOn: '2026-06-15' }] })
    await expect(arrange(both, '2026-03-31')).rejects.toMatchObject({ code: 'billing.payers_taken' })
    expect((await preview(rule.id, '2026-05')).fens).toEqual([[152_83], [101_88]])
    const june = await preview(rule.id, '2026-06')
    // 15/30 of 254.71 is 127.36 (127.355): 76.42 and 50.94; the owner pays the rest of June alone.
    expect(june.fens).toEqual([[76_42, 127_36], [50_94]])
    expect(june.words[0]).toContain('四舍五入到分 127.36元，其中分担 60% 为 76.42元')
    await world.bill('2026-05', '2026-05')
    await world.bill('2026-05', '2026-05')
    const bills = await world.as((tx, actor) => billPage(tx, actor, { ruleId: rule.id, limit: 9 }))
    expect(bills.items.map(bill => Number(bill.amountFen)).sort()).toEqual([101_88, 152_83])
  })
})

describe('discounts', () => {
  it('E13: vacant from 2026-06-11: 84.90 + 118.86, as granted, with its words', async () => {
    const [discountId, grantId] = [newId(), newId()]
    const facts = {
      ...{
        name: '空置房',
        kind: 'vacant' as const,
        itemIds: null,
        maxMonths: 12,
        minMonths: null,
        untilOn: null,
        needsEvidence: false,
      },
      versions: [{ effectiveFrom: '2020-01-01', percent: '70', capYuan: null }],
    }
    const { communityId } = world
    const create = (id: string) => world.as((tx, actor) => createDiscount(tx, actor, { ...facts, id, communityId }))
    await create(discountId)
    const file = await world.as((tx, actor) =>
      exportDiscounts(tx, actor, { communityId, kind: facts.kind, format: 'csv' }),
    )
    expect(String(file.body)).toContain(`${facts.name},`)
    await expect(create(newId())).rejects.toMatchObject({ code: 'billing.discount_name_taken' })
    const rule = await make({ kind: 'fixed', fixedAmount: '254.70' })
    await assign(rule.id, '1014')
    const grant = (fromOn: string, toOn: string, id = newId()) =>
      world.as((tx, actor) =>
        giveDiscount(tx, actor, { id, discountId, premisesId: world.rooms['1014'], fromOn, toOn, reason: '无人居住' }),
      )
    await expect(grant('2026-06-11', '2027-06-11')).rejects.toMatchObject({ params: { reason: 'too-long' } })
    await expect(grant('2026-06-11', '2026-06-10')).rejects.toMatchObject({ params: { reason: 'ends-before-start' } })
    expect(await grant('2026-06-11', '2026-12-31', grantId)).toMatchObject({ discountName: '空置房' })
    await expect(grant('2026-12-31', '2027-01-31')).rejects.toMatchObject({ code: 'billing.grant_taken' })
    const june = await preview(rule.id)
    expect(june.fens).toEqual([[84_90, 118_86]])
    expect(june.words[1]).toContain('× 70%（空置房）')
    await world.as((tx, actor) =>
      endDiscountGrant(tx, actor, { grantId, version: 1, toOn: '2026-06-20', reason: '入住' }),
    )
    expect((await preview(rule.id)).fens).toEqual([[84_90, 59_43, 84_90]])
    const edited = await world.as((tx, actor) =>
      editDiscount(tx, actor, {
        ...{ ...facts, discountId, version: 1, active: true },
        versions: [{ effectiveFrom: '2020-01-01', percent: '60', capYuan: '50' }],
      }),
    )
    expect(edited).toMatchObject({ version: 2, versions: [{ percent: '60', capYuan: '50' }] })
    // The cap of 50 a month: 204.70 × 10/30.
    expect((await preview(rule.id)).fens).toEqual([[84_90, 68_23, 84_90]])
  })
})
