import { randomUUID } from 'node:crypto'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { codeAt } from '../server/src/identity/totp/totp.ts'
import { ask } from './ask.ts'
import { expectAccessible } from './expect-accessible.ts'

/** Accounts of staff: the first sign-in, the second factor, roles and who sees what by them, several companies, English on a small screen. */

const STEP_MS = 30_000

async function asAdmin(browser: Browser, locale = 'zh-CN'): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1024, height: 768 }, serviceWorkers: 'block', locale },
  })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('button', { name: /安平/ }).first().click()
  await expect(page.getByRole('link', { name: /工作台|Home/ }).first()).toBeVisible()
  return page
}

async function signIn(page: Page, account: string, password: string): Promise<void> {
  await page.goto('/')
  await page.getByRole('textbox', { name: '登录名或手机号' }).fill(account)
  await page.getByRole('textbox', { name: '密码' }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: /的菜单$/ }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await expect(page.getByRole('textbox', { name: '登录名或手机号' })).toBeVisible()
}

/** antd's spinner is a part of the button's name, for a moment also after it has stopped. */
const SUBMIT = /登录$/

test('a one-time password is changed first; then a second factor opens, and a recovery code when the phone is lost', async ({
  browser,
}) => {
  const admin = await asAdmin(browser)
  const { items: roles } = await ask<{ items: { id: string; name: string }[] }>(
    admin,
    'console',
    'GET',
    '/identity/roles',
  )
  const id = randomUUID()
  const userName = `new${id.slice(0, 6)}`
  const roleIds = roles.filter(role => role.name.includes('收费')).map(role => role.id)
  await ask(admin, 'console', 'POST', '/identity/staff', { id, userName, name: '新来的', roleIds, communityIds: null })
  const path = `/identity/staff/${id}/reset-password`
  const { password } = await ask<{ password: string }>(admin, 'console', 'POST', path, { reason: '新员工' })

  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage()
  await signIn(page, `${userName}@anju`, password)
  await expect(page.getByRole('heading', { name: '请先设置您自己的密码' })).toBeVisible()
  await expectAccessible(page)
  const own = 'own-horse-battery-9'
  await page.getByLabel('一次性密码').fill(password)
  await page.getByLabel('新密码', { exact: true }).fill(own)
  await page.getByLabel('再输一次新密码').fill(own)
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()

  await page.goto('/me/security')
  await page.getByRole('button', { name: '绑定动态口令' }).click()
  const dialog = page.getByRole('dialog')
  const secret = ((await dialog.locator('.id-secret code').textContent()) ?? '').replaceAll(' ', '')
  await expectAccessible(page)
  await dialog.getByLabel(/6 位口令/).fill(codeAt(secret, new Date()))
  await dialog.getByRole('button', { name: '确认绑定' }).click()
  await expect(dialog.getByText('请收好这 10 个恢复码')).toBeVisible()
  const recovery = (await dialog.locator('ol code').first().textContent()) ?? ''
  await dialog.getByRole('button', { name: '已经收好，继续' }).click()
  await expect(page.getByText('已绑定', { exact: true })).toBeVisible()

  await leave(page)
  await signIn(page, `${userName}@anju`, own)
  await expect(page.getByLabel('6 位动态口令')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('6 位动态口令').fill('000000')
  await page.getByRole('button', { name: SUBMIT }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  // The code of the next half minute: that of enrolling was taken, and none is taken twice.
  await page.getByLabel('6 位动态口令').fill(codeAt(secret, new Date(Date.now() + STEP_MS)))
  await page.getByRole('button', { name: SUBMIT }).click()
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()

  await leave(page)
  await signIn(page, `${userName}@anju`, own)
  await page.getByLabel('6 位动态口令').fill(recovery)
  await page.getByRole('button', { name: SUBMIT }).click()
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()
  await page.goto('/me/security')
  await expect(page.getByText('还有 9 个恢复码没用过')).toBeVisible()
})

test('a role is made of permissions, and what it shows is said in words before anybody has it', async ({ browser }) => {
  const page = await asAdmin(browser)
  await page.goto('/staff?tab=roles')
  await page.getByRole('button', { name: '新建角色' }).click()
  const drawer = page.getByRole('dialog', { name: '新建角色' })
  const name = `前台 ${randomUUID().slice(0, 4)}`
  await drawer.getByLabel('角色名称').fill(name)
  await drawer.getByRole('searchbox', { name: '查找权限' }).fill('查看')
  await drawer.getByRole('checkbox').first().check()
  await expectAccessible(page)
  await drawer.getByRole('button', { name: '保存角色' }).click()
  await expect(page.getByRole('article', { name })).toBeVisible()
  await page.goto('/staff?tab=access')
  await page.getByRole('combobox', { name: '角色' }).click()
  await page.getByRole('combobox', { name: '角色' }).fill(name)
  await page.locator('.ant-select-item-option-content', { hasText: name }).click()
  await expect(page.getByRole('heading', { name: '能做什么' })).toBeVisible()
  await expectAccessible(page)
})

test('who works in two companies links the accounts and changes between them', async ({ browser }) => {
  const page = await asAdmin(browser)
  await page.goto('/me/security')
  await page.getByRole('button', { name: '关联账号' }).click()
  const dialog = page.getByRole('dialog', { name: '关联另一家公司的账号' })
  await dialog.getByLabel(/^账号/).fill('admin@linli')
  await dialog.getByLabel('密码').fill('anju-demo-2026')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '关联账号' }).click()
  await expect(page.getByText('邻里物业').first()).toBeVisible()
  await page.getByRole('button', { name: /的菜单$/ }).click()
  await page.getByRole('menuitem', { name: '进入 邻里物业' }).click()
  await expect(page.getByRole('button', { name: '林立的菜单' })).toBeVisible()
})

test('accounts, roles, sessions and personal data speak English on a small screen, and nothing is cut off', async ({
  browser,
}) => {
  const page = await asAdmin(browser)
  await page.evaluate(() => localStorage.setItem('anju.locale', 'en'))
  for (const path of ['/staff', '/staff?tab=roles', '/staff?tab=access', '/me/security', '/personal-data']) {
    await page.goto(path)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide, path).toBeLessThanOrEqual(0)
    const heading = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
    expect(heading, path).not.toMatch(/[\u4e00-\u9fff]/)
    await expectAccessible(page)
  }
})
