import { expect, type Page, test } from '@playwright/test'
import { choose, formOf, goTo, rowsOf, send, signIn, typeDay } from './console.ts'
import { expectAccessible } from './expect-accessible.ts'

/** A charge from its rule to its bills, clicked: a formula, its price, its homes and payers, a run that somebody else approves. */
const FROM = '2031-01-01'
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())

test.describe.configure({ mode: 'serial' })

let admin: Page
let manager: Page

test.beforeAll(async ({ browser }) => {
  admin = await signIn(browser, '公司管理员 安平')
  manager = await signIn(browser, '项目经理 方静')
})

const trialOf = (page: Page) => formOf(page).getByRole('region', { name: '试算' })

/** A new rule of a kind, named and dated. */
async function begin(page: Page, kind: string, code: string): Promise<void> {
  await goTo(page, '/charge-rules')
  await page.getByRole('button', { name: '新建收费标准' }).first().click()
  const form = formOf(page)
  await form.getByLabel('名称').fill(`${kind} ${code}`)
  await form.getByLabel('编号').fill(code)
  await form.getByLabel('收费项目').fill('测试收费')
  await choose(page, form, '计费方式', kind)
  await typeDay(form, '生效日期', FROM)
}

test('a formula is refused at its field, then tried and saved; a new price holds from its day', async () => {
  await begin(admin, '自定义公式', 'E2E-F')
  const form = formOf(admin)
  await form.getByLabel('计费公式').fill('建筑面积 × 单价 + 楼高 × 2')
  await expect(form.getByText('不认识“楼高”')).toBeVisible()
  await form.getByRole('button', { name: '新建收费标准' }).click()
  await expect(form.getByText('请修改标出的内容', { exact: false }).first()).toBeVisible()
  await form.getByLabel('计费公式').fill('建筑面积 × 单价 + max(0, 楼层 − 5) × 5')
  await form.getByLabel('公式里的“单价”').fill('2.35')
  await expect(trialOf(admin)).toContainText('每期账单 ¥260.00')
  await expectAccessible(admin)
  await send(form, '新建收费标准')
  await expect(admin.locator('.c-rule__formula')).toContainText('楼层')

  await admin.getByRole('button', { name: '调价' }).click()
  await formOf(admin).getByLabel('公式里的“单价”').fill('2.5')
  await typeDay(formOf(admin), '生效日期', '2032-01-01')
  await send(formOf(admin), '保存新价格')
  await expect(admin.getByRole('table', { name: '价格' })).toContainText('2032-01-01')
})

test('what was counted does not stay with another kind; steps that do not rise are told at the step', async () => {
  await begin(admin, '一次性', 'E2E-O')
  await expect(formOf(admin).getByLabel('金额（元）')).toBeVisible()
  await choose(admin, formOf(admin), '计费方式', '抄表')
  const form = formOf(admin)
  await choose(admin, form, '读哪种表', '冷水')
  await form.getByText('阶梯价', { exact: true }).click()
  await form.getByRole('button', { name: '增加一档' }).click()
  await form.getByLabel('第 1 档上限').fill('260')
  await form.getByLabel('第 2 档上限').fill('180')
  await admin.keyboard.press('Tab')
  await expect(form.getByText('请填写上限，须大于上一档')).toBeVisible()
  await form.getByLabel('第 1 档上限').fill('120')
  for (const [step, price] of ['2.8', '3.5', '5.1'].entries()) await form.getByLabel('单价').nth(step).fill(price)
  await expect(form.getByText('请填写上限，须大于上一档')).toBeHidden()
  await expect(trialOf(admin)).toContainText('每期账单 ¥140.00')
  await send(form, '新建收费标准')
})

test('a building is charged in bulk once its payers make a whole', async () => {
  await goTo(admin, '/charge-rules?text=E2E-F')
  await rowsOf(admin).first().click()
  await admin.getByRole('button', { name: '批量分配' }).click()
  const form = formOf(admin)
  await choose(admin, form, '楼栋', '1栋')
  await admin.keyboard.press('Escape')
  await choose(admin, form, '用途', '住宅')
  await admin.keyboard.press('Escape')
  await typeDay(form, '起始日期', FROM)
  await choose(admin, form, '谁缴费', '指定或分摊')
  await form.getByLabel('比例').first().fill('60')
  await form.getByRole('button', { name: '增加缴费人' }).click()
  await form.getByLabel('比例').nth(1).fill('30')
  await form.getByRole('button', { name: '分配', exact: true }).click()
  await expect(form.getByText('比例合计 90%，须为 100%')).toBeVisible()
  await form.getByLabel('比例').nth(1).fill('40')
  await expect(form.getByText(/将新分配 [1-9]\d* 套/)).toBeVisible()
  await send(form, '分配')
  await expect(admin.getByRole('table', { name: '分配到的房产' })).toContainText('业主 60% + 租户 40%')
})

test('a run that has to be approved by somebody else waits for it, then is issued', async () => {
  await goTo(admin, '/settings')
  await admin.getByRole('button', { name: '修改：出账发布前审批' }).click()
  const setting = formOf(admin)
  await setting.getByText('单独设置').click()
  await choose(admin, setting, '出账发布前审批', '且不是生成的人')
  await setting.getByLabel('修改原因').fill('两人核对')
  await send(setting, '保存设置')

  await goTo(admin, '/bill-runs/new?from=2031-01&to=2031-01')
  // Typed: of a long list only the first are drawn.
  await admin.getByRole('combobox', { name: '收费项目' }).fill('测试收费')
  await admin
    .locator('.ant-select-item-option')
    .filter({ has: admin.getByText('测试收费', { exact: true }) })
    .click()
  await admin.keyboard.press('Escape')
  await admin.getByRole('button', { name: /^生成 \d+ 份账单草稿/ }).click()
  await expect(admin.getByText('草稿已生成，待审批后发布。')).toBeVisible()
  await expect(admin.getByRole('button', { name: '发布账单' })).toBeDisabled()
  await expect(admin.getByRole('button', { name: '审批通过' })).toBeDisabled()

  await manager.goto(admin.url())
  await expectAccessible(manager)
  await manager.getByRole('button', { name: '审批通过' }).click()
  await manager.getByRole('dialog').getByRole('button', { name: '审批通过' }).click()
  await expect(manager.getByText('方静 已审批')).toBeVisible()

  await admin.reload()
  await admin.getByRole('button', { name: '发布账单' }).click()
  await admin
    .getByRole('dialog')
    .getByRole('button', { name: /^发布 \d+ 份/ })
    .click()
  await expect(admin.getByText('账单已发布，业主可以看到并缴费。')).toBeVisible()
})

test('a reading outside of a round is entered at its meter, part by part where that counts them apart, and waits', async () => {
  await goTo(admin, '/meters?kind=electricity&level=household')
  await rowsOf(admin).first().click()
  await admin.getByRole('button', { name: '修改', exact: true }).last().click()
  const meter = formOf(admin)
  await meter.getByRole('combobox', { name: '分时段' }).fill('峰、谷、')
  await send(meter, '保存')
  await admin.getByRole('button', { name: '录入读数' }).click()
  const form = formOf(admin)
  await typeDay(form, '抄表日期', TODAY)
  await form.getByLabel('本次读数').fill('99999')
  await form.getByLabel('峰').fill('60000')
  await form.getByRole('button', { name: '保存' }).click()
  await expect(form.getByText('请填写谷的读数', { exact: false })).toBeVisible()
  await expect(form.getByLabel('尖')).toBeHidden()
  await form.getByLabel('谷').fill('39999')
  await expectAccessible(admin)
  await send(form, '保存')
  await expect(admin.getByText('读数已录入，等待审核')).toBeVisible()
})
