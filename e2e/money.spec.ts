import { expect, type Locator, type Page, test } from '@playwright/test'
import { ask } from './ask.ts'
import { formOf, goTo, rowsOf, send, signIn } from './console.ts'
import { expectAccessible } from './expect-accessible.ts'

/** What is done with money after it came in, clicked: the till from hand-over to signature, a receipt voided, a refund approved, a bill held. */
test.describe.configure({ mode: 'serial' })

let admin: Page
let cashier: Page
let manager: Page

/** The cash that a form says should be there, once it says anything; of the first shift ever it says that there is none. */
async function dueOf(form: Locator, first?: string): Promise<string> {
  const intro = form.locator('.c-form__intro')
  await expect(intro).toHaveText(first === undefined ? /应有 ¥[\d,.]+/ : /应有 ¥[\d,.]+|没有就填 0/)
  const due = /应有 ¥([\d,.]+)/.exec((await intro.textContent()) ?? '')?.[1]?.replaceAll(',', '')
  return due ?? first ?? ''
}

test.beforeAll(async ({ browser }) => {
  cashier = await signIn(browser, '收费员 钱丽')
  admin = await signIn(browser, '公司管理员 安平')
  manager = await signIn(browser, '项目经理 方静')
})

test('a till is handed over, counted by the next, closed for the day and signed by somebody else', async () => {
  await goTo(cashier, '/till')
  const form = formOf(cashier)
  const open = cashier.getByRole('button', { name: '开班', exact: true })
  await expect(cashier.getByRole('button', { name: '存入现金' })).toBeVisible()
  if (await open.isVisible()) {
    await open.click()
    await form.getByLabel('备用金（元）').fill(await dueOf(form, '0'))
    await send(form, '开班')
  }
  await cashier.getByRole('button', { name: '存入现金' }).click()
  await form.getByLabel('金额（元）').fill('100')
  await form.getByLabel('事由').fill('领用零钱')
  await send(form, '存入现金')
  await cashier.getByRole('button', { name: '交班', exact: true }).click()
  const due = await dueOf(form)
  await form.getByLabel('实点现金（元）').fill(due)
  await form.getByRole('combobox').click()
  await cashier.locator('.ant-select-item-option-content', { hasText: '安平' }).click()
  await send(form, '交班')

  await goTo(admin, '/till')
  await admin.getByRole('button', { name: '清点并接班' }).click()
  await formOf(admin).getByLabel('实点现金（元）').fill('0.01')
  await formOf(admin).getByRole('button', { name: '接班' }).click()
  await expect(formOf(admin).getByText('清点的金额对不上，请重新清点。')).toBeVisible()
  await formOf(admin).getByLabel('实点现金（元）').fill(due)
  await send(formOf(admin), '接班')

  await goTo(cashier, '/till')
  await cashier.getByRole('button', { name: /^日结/ }).click()
  await expectAccessible(cashier)
  await send(form, /^日结，实点/)
  await expect(cashier.getByText('今天的账已经结清', { exact: false })).toBeVisible()

  await goTo(admin, '/day-closes')
  await rowsOf(admin).first().click()
  await admin.getByRole('button', { name: '复核签字' }).click()
  await send(formOf(admin), '签字')
  await expect(rowsOf(admin).first()).toContainText('已复核')
})

test('a receipt is voided and written anew; a refund of the whole waits for somebody else, then counts', async () => {
  await goTo(admin, '/receipts')
  const standing = rowsOf(admin).filter({ hasNotText: '已作废' })
  await standing.first().click()
  await admin.getByRole('button', { name: '作废', exact: true }).click()
  await formOf(admin).getByLabel('作废原因').fill('抬头写错')
  await send(formOf(admin), /^作废/)
  await expect(admin.getByText('已作废并换开', { exact: false })).toBeVisible()

  await goTo(admin, '/receipts')
  await standing.nth(5).click()
  await admin.getByRole('button', { name: '退款', exact: true }).click()
  const form = formOf(admin)
  await form.getByRole('button', { name: '全部退' }).click()
  const account = form.getByLabel('收款账户', { exact: false })
  if (await account.isVisible()) await account.fill('6222020200112233')
  await form.getByLabel('原因').fill('重复缴费')
  await send(form, /^提交/)

  await goTo(manager, '/approvals')
  await rowsOf(manager).first().click()
  await expectAccessible(manager)
  await manager.getByRole('button', { name: '通过', exact: true }).click()
  await manager
    .getByRole('dialog', { name: /^通过“/ })
    .getByRole('button', { name: '通过' })
    .click()
  await expect(manager.getByText('退款已生效', { exact: false })).toBeVisible()
  await goTo(admin, '/refunds')
  await expect(rowsOf(admin).first()).toContainText('已生效')
})

test('a bill is held and released, the next one voided; the forms close behind it', async () => {
  await goTo(admin, '/bills?settlement=open&state=issued')
  const deed = async (name: string) => {
    await admin.getByRole('button', { name: '处理' }).click()
    await admin.getByRole('menuitem', { name, exact: true }).click()
  }
  await rowsOf(admin).first().click()
  await deed('暂缓')
  await formOf(admin).getByLabel('原因').fill('业主有异议')
  await send(formOf(admin), '暂缓')
  const drawer = admin.locator('.c-drawer')
  await expect(drawer).toContainText('已暂缓：业主有异议')
  await deed('恢复')
  await expect(admin.getByText('已恢复')).toBeVisible()
  await expect(drawer).not.toContainText('已暂缓')
  await goTo(admin, '/bills?settlement=open&state=issued')
  await rowsOf(admin).nth(1).click()
  await deed('作废')
  await formOf(admin).getByLabel('原因').fill('收费标准用错')
  await send(formOf(admin), /^作废 ¥/)
  await expect(drawer).toContainText('作废：收费标准用错')
  // The list asks for what is open: the void bill leaves it, and its drawer says what it is.
  await expect(drawer.locator('.c-facts').first()).toContainText('已作废')
})

test('an account of owners’ money says what came in by item, down to the lines of one', async () => {
  const { items: places } = await ask<{ items: { id: string; name: string }[] }>(
    ...([admin, 'console', 'GET', '/registry/communities?limit=50'] as const),
  )
  const courtyard = places.find(({ name }) => name.includes('和园'))?.id ?? ''
  await admin.goto(`/fund?kind=public&community=${courtyard}`)
  const items = admin.getByRole('table', { name: '收费收入构成' })
  const item = (await items.locator('tbody th').first().textContent()) ?? ''
  await items.getByRole('link', { name: '看明细' }).first().click()
  await expect(admin).toHaveURL(/itemId=/)
  await expect(items.getByRole('link', { name: '看全部明细' })).toBeVisible()
  const lines = admin.getByRole('table', { name: '收支明细' }).locator('tbody tr')
  await expect(lines.first()).toContainText(item)
  await expectAccessible(admin)
  await items.getByRole('link', { name: '看全部明细' }).click()
  await expect(admin).not.toHaveURL(/itemId=/)
})
