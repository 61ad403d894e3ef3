import { execFile } from 'node:child_process'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { formOf, send, typeDay } from './console.ts'
import { expectAccessible } from './expect-accessible.ts'
import { unusedPhone } from './open-resident.ts'

/** A company that has nothing yet is led, step by step, from its first community to its first payment. */

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')
/** As `serve-fresh.ts` says, unless a server on other data is tried. */
const DATA = process.env.ANJU_E2E_DATA ?? join(ROOT, '.cache/e2e-data')
const OWN_PASSWORD = 'Kaishi-2026-wuye'

/** Opens a company as its operator does; the password that is shown once. */
async function openCompany(code: string): Promise<string> {
  const command = ['--no-warnings', join(ROOT, 'server/src/main.ts'), 'create-company', '--code', code]
  const { stdout } = await promisify(execFile)(process.execPath, [...command, '--name', '开始物业'], {
    env: { ...process.env, ANJU_DATA: DATA, ANJU_LOG: 'silent', DATABASE_URL: '' },
  })
  return /\w{5}-\w{5}-\w{5}/.exec(stdout)?.[0] ?? ''
}

/** Signs in with the password that was shown and sets one of one's own. */
async function enter(browser: Browser, code: string, password: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto('/')
  await page.getByRole('textbox', { name: '登录名或手机号' }).fill(`admin@${code}`)
  await page.getByRole('textbox', { name: '密码' }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  const fields = page.locator('input[type=password]')
  await expect(fields).toHaveCount(3)
  for (const [place, typed] of [password, OWN_PASSWORD, OWN_PASSWORD].entries()) await fields.nth(place).fill(typed)
  await page.keyboard.press('Enter')
  return page
}

/** The step that is next, whose button leads to where it is done. */
async function takeStep(page: Page, step: string, button: string): Promise<void> {
  await page.goto('/')
  await expect(page.locator('li[aria-current=step]')).toContainText(step)
  await page.getByRole('link', { name: button }).click()
}

test('from nothing to the first payment', async ({ browser }) => {
  const code = `k${Date.now().toString(36)}`
  const page = await enter(browser, code, await openCompany(code))
  await expect(page.getByRole('heading', { name: '从零到第一笔收款' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/till')
  await expect(page.getByText('还没有小区')).toBeVisible()

  await takeStep(page, '新建小区', '去新建小区')
  await page.getByRole('button', { name: '新建小区' }).first().click()
  const form = formOf(page)
  await form.getByRole('textbox', { name: '名称' }).fill('青山里')
  await form.getByRole('textbox', { name: '编号' }).fill('QSL')
  await send(form, '新建小区')
  await expect(page.getByRole('main').getByText('青山里').first()).toBeVisible()

  await takeStep(page, '建楼栋和房屋', '去建房屋')
  await page.getByRole('button', { name: '批量生成' }).first().click()
  await form.getByRole('textbox', { name: '楼层', exact: true }).fill('1-2')
  await form.getByRole('textbox', { name: '每层房间' }).fill('01')
  await typeDay(form, '面积和状态的生效日期', '2026-01-01')
  await form.getByRole('button', { name: '按房间填面积' }).click()
  await form.getByRole('textbox', { name: '建筑面积' }).fill('89.5')
  await form.getByRole('button', { name: '生成', exact: true }).click()
  await expect(form.getByText('请填是哪个房间', { exact: false })).toBeVisible()
  await form.getByRole('textbox', { name: '房间', exact: true }).fill('01')
  await send(form, '生成')

  await takeStep(page, '登记业主', '去登记业主')
  await page.getByRole('button', { name: '登记人员' }).first().click()
  await form.getByRole('textbox', { name: '姓名', exact: true }).fill('李青')
  await form.getByPlaceholder('号码').fill(unusedPhone())
  await send(form, '保存')

  await takeStep(page, '办理业主入住', '去办入住')
  await page.getByText('1栋1单元101室').click()
  await page.getByRole('tab', { name: '住户' }).click()
  await page.getByRole('button', { name: '办理入住' }).first().click()
  await typeDay(form, '入住日期', '2026-01-01')
  await form.getByRole('combobox', { name: '人员' }).fill('李青')
  await page.locator('.ant-select-item-option').first().click()
  await send(form, '办理入住')

  await takeStep(page, '建收费标准', '去建标准')
  await page.getByRole('button', { name: '新建收费标准' }).first().click()
  await form.getByRole('textbox', { name: '名称', exact: true }).fill('住宅物业费')
  await form.getByRole('textbox', { name: '编号' }).fill('WY01')
  await form.getByRole('combobox', { name: '收费项目' }).fill('物业服务费')
  await form.getByRole('textbox', { name: /^单价/ }).fill('2.5')
  await typeDay(form, '生效日期', '2026-01-01')
  await send(form, '新建收费标准')

  await takeStep(page, '把标准分配给房屋', '去分配')
  await page.getByText('WY01').click()
  await page.getByRole('button', { name: '批量分配' }).click()
  await typeDay(form, '起始日期', '2026-01-01')
  await expect(form.getByText('将新分配 2 套', { exact: false })).toBeVisible()
  await send(form, '分配')

  await takeStep(page, '生成并发布账单', '去试算出账')
  await page.getByRole('button', { name: /^生成 \d+ 份账单/ }).click()
  await page.getByRole('button', { name: '发布账单' }).click()
  await page.getByRole('dialog').getByRole('button', { name: /^发布/ }).click()
  await expect(page.getByText('账单已发布', { exact: false })).toBeVisible()

  await takeStep(page, '收第一笔款', '去收银台')
  await expect(page.getByRole('combobox', { name: '查找住户' })).toBeFocused()
  await page.keyboard.type('1-1-101')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^确认收款 ¥223\.75/ }).click()
  await expect(page.getByText('收款成功')).toBeVisible()
  await page.goto('/')
  await expect(page.getByText('今日实收')).toBeVisible()
  await expect(page.getByRole('heading', { name: '从零到第一笔收款' })).toBeHidden()
})
