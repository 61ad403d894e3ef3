import { expect, type Page, test } from '@playwright/test'
import { choose, formOf, goTo, rowsOf, send, signIn, typeDay } from './console.ts'
import { expectAccessible } from './expect-accessible.ts'

/** What several people decide, clicked: a waiver through a chain of two by its amount, a deposit given back, and how the money goes out. */
const ACCOUNT = '6222020200112233'

test.describe.configure({ mode: 'serial' })

let admin: Page
let cashier: Page
let manager: Page

test.beforeAll(async ({ browser }) => {
  admin = await signIn(browser, '公司管理员 安平')
  cashier = await signIn(browser, '收费员 钱丽')
  manager = await signIn(browser, '项目经理 方静')
})

/** Says yes to the newest request whose title fits. */
async function approve(page: Page, title: RegExp): Promise<void> {
  await goTo(page, '/approvals')
  await rowsOf(page).filter({ hasText: title }).first().click()
  await page.getByRole('button', { name: '通过', exact: true }).click()
  const question = page.getByRole('dialog', { name: /^通过“/ })
  await question.getByRole('button', { name: '通过' }).click()
  await expect(question).toBeHidden()
}

test('a waiver of more than the chain says needs two people; it counts after the second', async () => {
  await goTo(admin, '/approvals/chains')
  await admin.getByRole('button', { name: '设置 减免' }).click()
  const chain = formOf(admin)
  await chain.getByLabel('金额从（元）').last().fill('50')
  await choose(admin, chain.locator('fieldset').last(), '由谁审批', '大额')
  await chain.getByLabel('修改原因').fill('减免从严')
  await send(chain, '保存流程')

  await goTo(cashier, '/cashier')
  await expect(cashier.getByRole('combobox', { name: '查找住户' })).toBeFocused()
  await cashier.keyboard.type('5-1-402')
  await cashier.keyboard.press('Enter')
  await cashier.getByRole('button', { name: '申请减免' }).click()
  const form = formOf(cashier)
  await form.getByText('按金额').click()
  await form.getByLabel('减免金额（元）').fill('9999999')
  await expect(form.getByText('金额超过了所选账单的欠费', { exact: false })).toBeVisible()
  await form.getByLabel('减免金额（元）').fill('60')
  await expect(form.getByRole('table', { name: '分摊到账单' })).toContainText('60.00')
  await form.getByLabel('原因').fill('水管爆裂补偿')
  await send(form, '提交申请 ¥60.00')

  await approve(manager, /减免/)
  await goTo(cashier, '/waivers')
  await expect(rowsOf(cashier).first()).toContainText('待审批')
  await approve(admin, /减免/)
  await expect(rowsOf(cashier).first()).toContainText('已生效')
})

test('a deposit goes back less what is kept; whoever sends the money sees the account for a reason', async () => {
  await goTo(cashier, '/deposits?state=held')
  await rowsOf(cashier).first().click()
  await expectAccessible(cashier)
  await cashier.getByRole('button', { name: '退还押金' }).click()
  const form = formOf(cashier)
  await form.getByLabel('扣除金额（元）').fill('300')
  await expect(form.getByLabel('退还金额（元）')).toHaveValue('1700.00')
  await form.getByLabel('退还金额（元）').fill('1800')
  await form.getByLabel('收款账户', { exact: false }).fill(ACCOUNT)
  await form.getByLabel('原因').fill('墙面损坏')
  await form.getByRole('button', { name: '提交申请' }).click()
  await expect(form.getByText('扣除与退还合计不能超过持有金额')).toBeVisible()
  await form.getByLabel('退还金额（元）').fill('1700')
  await send(form, '提交申请')

  await approve(manager, /押金扣款/)
  await approve(admin, /押金扣款/)
  await goTo(cashier, '/refunds')
  await expect(rowsOf(cashier).first()).toContainText('已生效')
  await rowsOf(cashier).first().click()
  await cashier.getByRole('button', { name: '查看完整账号' }).click()
  await cashier.getByLabel('查看原因').fill('转账付款')
  await cashier.getByRole('button', { name: '查看', exact: true }).click()
  await expect(cashier.getByText(ACCOUNT)).toBeVisible()
  await expectAccessible(cashier)
})

test('a discount of a vacant home waits for somebody else, who sees its days and what it is worth; approved it stands there', async () => {
  await goTo(manager, '/discounts')
  await rowsOf(manager).filter({ hasText: '空置房七折' }).click()
  await expect(manager.getByText('给予和延长须由他人审批')).toBeVisible()
  await manager.getByRole('button', { name: '给予房产' }).click()
  const form = formOf(manager)
  await expect(form.getByText('提交后由他人审批，通过后生效', { exact: false })).toBeVisible()
  const field = form.getByRole('combobox', { name: '房产' })
  await field.click({ force: true })
  await field.fill('5-1-402')
  await manager.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').first().click()
  await typeDay(form, '起始日期', '2030-01-01')
  await typeDay(form, '结束日期', '2030-06-30')
  await form.getByLabel('原因').fill('全家外出，水电无用量')
  await send(form, '提交审批')
  await expect(manager.getByText('已提交审批，通过后生效')).toBeVisible()

  await goTo(admin, '/approvals')
  await rowsOf(admin).filter({ hasText: '空置房七折' }).first().click()
  const facts = admin.getByRole('dialog').last()
  for (const text of ['空置', '2030-01-01 ~ 2030-06-30', '预计每月少收', '全家外出，水电无用量'])
    await expect(facts.getByText(text, { exact: false }).first()).toBeVisible()
  await expectAccessible(admin)
  await approve(admin, /空置房七折/)
  await goTo(manager, '/discounts')
  await rowsOf(manager).filter({ hasText: '空置房七折' }).click()
  await expect(manager.getByRole('table', { name: '享有的房产' })).toContainText('2030-06-30')
  await expectAccessible(manager)
})
