import { type Browser, expect, type Locator, type Page } from '@playwright/test'
import { ask } from './ask.ts'

const COMMUNITY = '安居花园'
const COMMUNITIES = '/registry/communities?limit=50'
const DESKTOP = { width: 1440, height: 900 }

/** A member of staff at the console of the demo, by the button of the sign-in page. */
export async function signIn(browser: Browser, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP, serviceWorkers: 'block' })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('button', { name: `以“${name}”登录` }).click()
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()
  return page
}

/** A page of the community, by its address. */
export async function goTo(page: Page, path: string): Promise<void> {
  const { items } = await ask<{ items: { id: string; name: string }[] }>(page, 'console', 'GET', COMMUNITIES)
  const id = items.find(({ name }) => name === COMMUNITY)?.id ?? ''
  await page.goto(`${path}${path.includes('?') ? '&' : '?'}community=${id}`)
}

/** Presses the button that names the deed; the form goes when it is done. */
export async function send(form: Locator, deed: string | RegExp): Promise<void> {
  await form.getByRole('button', { name: deed }).last().click()
  await expect(form).toBeHidden()
}

/** Types a day, as somebody without a mouse does. */
export async function typeDay(form: Locator, label: string, day: string): Promise<void> {
  const field = form.getByRole('textbox', { name: label })
  await field.fill(day)
  await field.press('Enter')
}

/** Opens a choice and takes one of it. */
export async function choose(page: Page, form: Locator, label: string, option: string): Promise<void> {
  const field = form.getByRole('combobox', { name: label })
  // A drawer slides in; what is clicked by force is not waited for.
  await expect(field).toBeInViewport()
  await field.click({ force: true })
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: option })
    .first()
    .click()
}

export const formOf = (page: Page) => page.locator('.c-form-drawer').last()
export const rowsOf = (page: Page) => page.locator('main tbody tr')
