import { type Browser, expect, type Page } from '@playwright/test'

const PHONE = { width: 390, height: 844 }

/** Somebody of the demo's staff at the field app, by their password. */
export async function openField(browser: Browser, account: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: PHONE, serviceWorkers: 'block' })).newPage()
  await page.goto('/field/')
  await page.getByLabel('登录名或手机号').fill(account)
  await page.getByLabel('密码', { exact: true }).fill('anju-demo-2026')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('link', { name: '我的', exact: true })).toBeVisible()
  return page
}
