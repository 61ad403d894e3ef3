import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { newId } from '../../platform/ids.ts'
import { assignRule } from '../assignments/assign-rule.ts'
import { listAssignments } from '../assignments/assignment-view.ts'
import { assignRules, createRule, ensureRules } from '../index.ts'
import { type JourneyWorld, makeJourneyWorld } from '../testing/journey-world.ts'
import { addRuleVersion } from './add-rule-version.ts'
import { exportRules } from './export-rules.ts'
import { listRules } from './rule-view.ts'

let database: TestDatabase
let world: JourneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  world = await makeJourneyWorld(database)
})
afterAll(() => database.drop())

function draft(change: object = {}) {
  return {
    id: newId(),
    communityId: world.communityId,
    code: newId(),
    name: '垃圾清运',
    itemName: '垃圾费',
    kind: 'fixed' as const,
    cycleMonths: 1,
    timing: 'arrears' as const,
    lineGrain: 'natural-month' as const,
    proration: 'WHOLE_MONTH' as const,
    dueDays: 10,
    effectiveFrom: '2026-01-01',
    effectiveTo: null,
    unitPrice: '0',
    fixedAmount: '8.5',
    ...change,
  }
}

const create = (change: object = {}) => world.as((tx, actor) => createRule(tx, actor, draft(change)))

describe('charge rules', () => {
  it('are listed with price, formula in words and how many rooms they charge', async () => {
    const page = await world.as((tx, actor) => listRules(tx, actor, { communityId: world.communityId, limit: 1 }))
    expect(page).toMatchObject({
      total: 2,
      items: [{ code: '1', itemName: '物业费', assignmentCount: 3, cycleMonths: 6 }],
    })
    expect(page.items[0]?.versions).toMatchObject([
      { effectiveFrom: '2020-06-10', unitPrice: '1.3000', fixedAmount: '20.0000' },
    ])
    expect(page.items[0]?.formulaWords).toEqual({
      'zh-CN': '建筑面积 × 1.3000 元/㎡·月 + 20.00 元/月，每 6 个月一期，预付',
      en: 'area × ¥1.3000/m²·month + ¥20.00/month, every 6 months, in advance',
    })
    const next = await world.as((tx, actor) =>
      listRules(tx, actor, { communityId: world.communityId, limit: 1, cursor: page.next ?? undefined }),
    )
    expect([next.items.map(rule => rule.code), next.next]).toEqual([['2'], null])
    const found = await world.as((tx, actor) => listRules(tx, actor, { text: '费二', limit: 9 }))
    expect(found.items.map(rule => rule.code)).toEqual(['2'])
    const file = await world.as((tx, actor) => exportRules(tx, actor, { text: '费二', format: 'csv' }))
    const [, ...lines] = String(file.body).trim().split('\r\n')
    expect(lines.map(line => line.split(',')[0])).toEqual(['2'])
  })

  it('share the charge item of a name, and keep their code to themselves', async () => {
    const first = await create()
    const second = await create()
    expect(second.itemId).toBe(first.itemId)
    expect(first.formulaWords['zh-CN']).toBe('8.50 元/月，每月一期，后付')
    await expect(create({ code: first.code })).rejects.toMatchObject({ code: 'billing.rule_code_taken' })
    await expect(create({ id: first.id })).rejects.toMatchObject({ code: 'billing.rule_code_taken' })
  })

  it('are refused when nothing can be charged by them', async () => {
    const wrong = create({ unitPrice: '1', fixedAmount: '0', effectiveTo: '2025-12-31' })
    await expect(wrong).rejects.toMatchObject({
      code: 'billing.rule_wrong',
      params: {
        problems: [
          { field: 'effectiveTo', code: 'ends-before-start' },
          { field: 'versions.0.unitPrice', code: 'must-be-zero' },
          { field: 'versions.0.fixedAmount', code: 'not-positive' },
        ],
      },
    })
  })

  it('take a new price from a date on, one a date', async () => {
    const { id } = await create()
    const add = (effectiveFrom: string, fixedAmount: string) =>
      world.as((tx, actor) =>
        addRuleVersion(tx, actor, { ruleId: id, id: newId(), effectiveFrom, unitPrice: '0', fixedAmount }),
      )
    expect((await add('2026-07-01', '9')).versions.map(version => version.fixedAmount)).toEqual(['8.5000', '9.0000'])
    await expect(add('2026-07-01', '10')).rejects.toMatchObject({ code: 'billing.rule_version_taken' })
    await expect(add('2026-08-01', '0')).rejects.toMatchObject({ code: 'billing.rule_wrong' })
    const both = await Promise.allSettled([add('2026-09-01', '10'), add('2026-09-01', '11')])
    expect(both.map(result => result.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('are made in sets once: what is there stays', async () => {
    const { id: _, communityId: __, ...rule } = draft({ code: 'set-1' })
    const other = { ...rule, code: 'set-2', itemName: '电梯费' }
    const ensure = (rules: (typeof rule)[]) => world.as((tx, actor) => ensureRules(tx, actor, world.communityId, rules))
    const first = await ensure([rule])
    const second = await ensure([{ ...rule, fixedAmount: '99' }, other, other])
    expect([first.created, second.created]).toEqual([1, 1])
    expect(second.idByCode.get('set-1')).toBe(first.idByCode.get('set-1'))
    const { items } = await world.as((tx, actor) => listRules(tx, actor, { text: 'set-1', limit: 9 }))
    expect(items[0]?.versions.map(version => version.fixedAmount)).toEqual(['8.5000'])
  })
})

describe('assignments', () => {
  it('are laid on premises once at a time', async () => {
    const assign = (startsOn: string, endsOn: string | null, change: object = {}) =>
      world.as((tx, actor) =>
        assignRule(tx, actor, {
          id: newId(),
          ruleId: world.rule2,
          premisesId: world.rooms['1012'],
          startsOn,
          endsOn,
          ...change,
        }),
      )
    expect(await assign('2020-01-01', '2020-06-30')).toMatchObject({
      ruleName: '物业费二',
      premisesLabel: '1栋1单元1012室',
    })
    await expect(assign('2020-06-30', null)).rejects.toMatchObject({ code: 'billing.already_assigned' })
    await expect(assign('2021-01-01', '2020-12-31')).rejects.toMatchObject({ code: 'billing.rule_wrong' })
    await expect(assign('2021-01-01', null, { ruleId: newId() })).rejects.toMatchObject({ status: 404 })
    expect(await assign('2020-07-01', null)).toMatchObject({ startsOn: '2020-07-01', endsOn: null })
    const page = await world.as((tx, actor) =>
      listAssignments(tx, actor, { premisesId: world.rooms['1012'], limit: 9, sort: 'startsOn' }),
    )
    expect(page.items.map(item => item.startsOn)).toEqual(['2020-01-01', '2020-06-10', '2020-07-01'])
    const again = await world.as((tx, actor) =>
      assignRules(tx, actor, [
        { ruleId: world.rule2, premisesId: world.rooms['1012'], startsOn: '2020-07-01' },
        { ruleId: world.rule2, premisesId: world.rooms['1021'], startsOn: '2020-06-10' },
      ]),
    )
    expect(again).toBe(0)
  })

  it('and rules stop at the walls', async () => {
    const stranger = await makeJourneyWorld(database)
    const scoped = await world.tenant.staff({ communityIds: [newId()] })
    for (const actor of [stranger.staff, scoped]) {
      await expect(world.as((tx, me) => createRule(tx, me, draft()), actor)).rejects.toMatchObject({ status: 404 })
      const listed = await world.as((tx, me) => listRules(tx, me, { communityId: world.communityId, limit: 9 }), actor)
      expect(listed.total).toBe(0)
      const input = { ruleId: world.rule1, premisesId: world.rooms['1013'], startsOn: '2030-01-01' }
      expect(await world.as((tx, me) => assignRules(tx, me, [input]), actor)).toBe(0)
      const version = {
        ruleId: world.rule1,
        id: newId(),
        effectiveFrom: '2030-01-01',
        unitPrice: '9',
        fixedAmount: '0',
      }
      await expect(world.as((tx, me) => addRuleVersion(tx, me, version), actor)).rejects.toMatchObject({ status: 404 })
    }
  })
})
