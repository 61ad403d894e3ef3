import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { previewBills } from '../bills/preview-bills.ts'
import { makeUsageWorld, type UsageWorld } from '../testing/usage-world.ts'
import { addRuleVersion } from './add-rule-version.ts'
import { checkFormula } from './check-formula.ts'

/** What a formula counts comes from the registry and the meters, of the month it is charged for. */

let database: TestDatabase
let usage: UsageWorld

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  database = await cloneDatabase()
  usage = await makeUsageWorld(database)
  const field = (label: string, type: string, choices: string[] = []) =>
    asOwner(
      database,
      `insert into registry.custom_field (tenant_id, id, subject, label, type, choices, created_at)
        values ($1, $2, 'premises', $3, $4, $5, now())`,
      [usage.world.tenant.tenantId, newId(), label, type, choices],
    )
  await field('花园面积', 'number')
  await field('有电梯', 'yes-no')
  await field('备注', 'text')
  await field('铺位性质', 'choice', ['商铺', '写字楼（自用）'])
})

afterAll(async () => {
  setClock(null)
  await database.drop()
})

const formulaRule = (formula: string, unitPrice = '1') =>
  usage.makeRule({ kind: 'formula', formula, unitPrice, timing: 'arrears' })

const say = (premisesId: string, label: string, value: string) =>
  asOwner(
    database,
    `insert into registry.premises_field_value (tenant_id, community_id, premises_id, field_id, value)
      select f.tenant_id, $1, $2, f.id, $4 from registry.custom_field f where f.label = $3`,
    [usage.world.communityId, premisesId, label, value],
  )

async function linesOf(ruleId: string, from: string, to = from) {
  const { bills, exceptions } = await usage.world.as((tx, actor) =>
    previewBills(tx, actor, { communityId: usage.world.communityId, from, to, ruleIds: [ruleId] }),
  )
  return {
    fen: bills.map(bill => Number(bill.amountFen)),
    words: bills[0]?.lines[0]?.words['zh-CN'],
    exceptions: exceptions.flatMap(({ code, at }) => (code === 'no-payer' ? [] : [`${code} ${at}`])),
  }
}

test('the usage of the month it is charged for; a month without a reading is an exception, never nothing', async () => {
  const rule = await formulaRule('用水量 × 单价 + 用电量 × 0.5', '3')
  const home = await usage.makeHome('F1')
  await usage.assign(rule.id, home)
  await usage.read(await usage.makeMeter(home), [
    ['2026-01-31', '10'],
    ['2026-02-28', '14'],
  ])
  await usage.read(await usage.makeMeter(home, { kind: 'electricity' }), [['2026-01-31', '100']])
  expect(await linesOf(rule.id, '2026-02')).toMatchObject({ fen: [80_00], exceptions: [] })
  expect((await linesOf(rule.id, '2026-02')).words).toContain('冷水用量 10m³')
  expect(await linesOf(rule.id, '2026-03')).toMatchObject({ fen: [], exceptions: ['no-measure electricity'] })
})

test('what the company’s own fields say; a field that is no number, or is not there, is refused as the rule is saved', async () => {
  const rule = await formulaRule('面积 × 单价 + 花园面积 × 2 + (有电梯 == 1 ? 10 : 0)')
  const [home, other] = [await usage.makeHome('F2', '100'), await usage.makeHome('F3', '100')]
  await usage.assign(rule.id, home)
  await say(home, '花园面积', '12.5')
  await say(home, '有电梯', 'yes')
  expect(await linesOf(rule.id, '2026-02')).toMatchObject({ fen: [135_00], exceptions: [] })
  await usage.assign(rule.id, other)
  expect((await linesOf(rule.id, '2026-02')).exceptions).toEqual(['no-measure f_花园面积'])
  for (const wrong of ['备注 × 1', '花圆面积 × 1'])
    await expect(formulaRule(wrong)).rejects.toMatchObject({
      code: 'billing.rule_wrong',
      params: { problems: [{ field: 'versions.0.formula', code: 'formula-unknown-name' }] },
    })
})

test('a formula that comes to nothing for everybody is refused as the rule is saved, at its field', async () => {
  for (const [wrong, unitPrice] of [
    ['0', '3'],
    ['1 - 1', '3'],
    ['单价 × 0', '3'],
    ['单价', '0'],
  ] as const)
    await expect(formulaRule(wrong, unitPrice)).rejects.toMatchObject({
      code: 'billing.rule_wrong',
      params: { problems: [{ field: 'versions.0.formula', code: 'formula-never-positive' }] },
    })
  expect(await formulaRule('单价', '3')).toMatchObject({ kind: 'formula' })
})

test('what a field with choices says; an option that it has not is refused as the rule is saved', async () => {
  const rule = await formulaRule('面积 × (是（铺位性质，“商铺”） ? 3 : is("铺位性质", "写字楼（自用）") ? 2 : 1)')
  const homes = []
  for (const [code, option] of [
    ['C1', '商铺'],
    ['C2', '写字楼（自用）'],
    ['C3', null],
  ] as const) {
    const home = await usage.makeHome(code, '100')
    homes.push(home)
    await usage.assign(rule.id, home)
    if (option) await say(home, '铺位性质', option)
  }
  const { fen, exceptions } = await linesOf(rule.id, '2026-02')
  expect(fen).toEqual([300_00, 200_00])
  // What nobody answered is missing, never the other price.
  expect(exceptions).toEqual(['no-measure f_铺位性质=商铺'])
  const refused = (formula: string, code: string, at: string) =>
    expect(formulaRule(formula)).rejects.toMatchObject({
      code: 'billing.rule_wrong',
      params: { problems: [{ field: 'versions.0.formula', code: `formula-${code}`, at }] },
    })
  await refused('是(铺位性质, "仓库") ? 1 : 2', 'unknown-option', '仓库')
  await refused('是(铺位, "商铺") ? 1 : 2', 'unknown-name', '铺位')
  await refused('铺位性质 == "商铺" ? 1 : 2', 'compared-option', '是(铺位性质, "商铺")')
  await refused('是(铺位性质, 1) ? 1 : 2', 'not-allowed', '是(…)')
  await refused('是(铺位性质, "商铺") × 2', 'unit-mismatch', '==')
  // An option that was taken away since is told, too.
  await asOwner(
    database,
    `update registry.custom_field set choices = array['写字楼（自用）'] where label = '铺位性质'`,
    [],
  )
  expect((await linesOf(rule.id, '2026-02')).exceptions.length).toBe(3)
  await asOwner(
    database,
    `update registry.custom_field set choices = array['商铺', '写字楼（自用）'] where label = '铺位性质'`,
    [],
  )
})

test('the check names everything that may be used, own fields among it', async () => {
  const { names, measures } = await usage.world.as((tx, actor) =>
    checkFormula(tx, actor, { formula: '花园面积 × 2', unitPrice: '0', fixedAmount: '0', examples: [] }),
  )
  expect(measures.map(one => one.words['zh-CN'])).toEqual(['花园面积'])
  expect(
    names
      .filter(one => one.ofCompany)
      .map(one => one.name)
      .sort(),
  ).toEqual(['f_有电梯', 'f_花园面积', 'f_铺位性质=写字楼(自用)', 'f_铺位性质=商铺'])
  expect(names.find(one => one.name === 'f_铺位性质=商铺')?.words).toEqual({
    ...{ 'zh-CN': '是(铺位性质, "商铺")', en: 'is(铺位性质, "商铺")' },
  })
  expect(names.find(one => one.name === 'electricity')).toMatchObject({ unit: '度', words: { 'zh-CN': '用电量' } })
})

test('a new price of a formula holds from its day; one that names what is not there is refused at its formula', async () => {
  const rule = await formulaRule('建筑面积 × 单价')
  const change = (effectiveFrom: string, formula: string) =>
    usage.world.as((tx, actor) =>
      addRuleVersion(tx, actor, {
        ...{ id: newId(), ruleId: rule.id, effectiveFrom, unitPrice: '2.5', fixedAmount: '0', formula },
      }),
    )
  const { versions } = await change('2032-01-01', '建筑面积 × 单价 + max(0, 楼层 − 5) × 5')
  expect(versions.map(version => version.effectiveFrom)).toContain('2032-01-01')
  await expect(change('2033-01-01', '建筑面积 × 楼高')).rejects.toMatchObject({
    code: 'billing.rule_wrong',
    params: { problems: [{ field: 'versions.0.formula' }] },
  })
})
