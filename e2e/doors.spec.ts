import { expect, test } from '@playwright/test'
import { expectAccessible } from './expect-accessible.ts'

/** The doors of the three apps: what a stranger sees, what a wrong password says, what somebody without the right is told. */

test('a wrong password is refused in words, at the form', async ({ page }) => {
  await page.goto('/')
  await expectAccessible(page)
  await page.getByRole('textbox', { name: '登录名或手机号' }).fill('admin@anju')
  await page.getByRole('textbox', { name: '密码' }).fill('not-the-password')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: /账号或密码/ })).toBeVisible()
  await expect(page.getByRole('textbox', { name: '登录名或手机号' })).toHaveValue('admin@anju')
})

test('the console speaks English', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('somebody without the right is told who can give it', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: '以“收费员 钱丽”登录' }).click()
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()
  await page.goto('/audit')
  await expect(page.getByRole('heading', { name: /没有.*权限|无权/ })).toBeVisible()
  await expectAccessible(page)
})

test('the phone apps open at their sign-in, accessible', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/resident/')
  await expect(page.getByRole('textbox', { name: '手机号' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/field/')
  await expect(page.getByRole('textbox', { name: '登录名或手机号' })).toBeVisible()
  await expectAccessible(page)
})

test('each of the three apps can be installed: its manifest, its icons, nothing from elsewhere', async ({
  page,
  request,
}) => {
  const broken: string[] = []
  page.on('console', message => {
    if (/Content Security Policy|manifest/i.test(message.text())) broken.push(message.text())
  })
  const browser = await page.context().newCDPSession(page)
  for (const [path, name] of [
    ['/', '安居 · 管理台'],
    ['/resident/', '安居 · 业主'],
    ['/field/', '安居 · 员工'],
  ] as const) {
    await page.goto(path)
    const { url, errors, data } = await browser.send('Page.getAppManifest')
    expect(errors).toEqual([])
    expect(new URL(url).pathname).toBe(`${path}manifest.webmanifest`)
    const manifest = JSON.parse(data ?? '{}')
    expect(manifest).toMatchObject({ name, start_url: path, scope: path, display: 'standalone' })
    for (const { src, type } of manifest.icons) {
      const icon = await request.get(new URL(src, url).pathname)
      expect([icon.status(), icon.headers()['content-type']]).toEqual([200, type])
    }
    const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors')
    // The windows of tests keep nothing, as private ones do.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([])
  }
  expect(broken).toEqual([])
})

test('the API is described at a page of our own', async ({ page, request }) => {
  await page.goto('/api/docs')
  await expect(page.getByText('/api/v1/billing/preview').first()).toBeVisible()
  const document = await (await request.get('/api/openapi.json')).json()
  expect(document.openapi).toBe('3.1.0')
})

test('no page breaks the content security policy', async ({ page }) => {
  const broken: string[] = []
  page.on('console', message => {
    if (/Content Security Policy/i.test(message.text())) broken.push(`${page.url()}: ${message.text()}`)
  })
  await page.goto('/')
  await page
    .getByRole('button', { name: /以“.*管理员.*”登录/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()
  for (const path of ['/people', '/bills', '/rota', '/settings']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(broken).toEqual([])
})
