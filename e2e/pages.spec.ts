import { expect, type Page, test } from '@playwright/test'
import { openResident, unusedPhone } from './open-resident.ts'

/** From page to page over a slow or broken network: what is on the screen meanwhile, and where one finds oneself again. */

/** Low, so that the page of oneself is longer than the screen. */
const LOW_PHONE = { width: 390, height: 320 }
/** The code of a page comes so late that the splash is shown. */
const LATE_MS = 1_500
/** While the next page is on its way the one before stays: 200 ms, less what a busy machine counts otherwise. */
const STAYS_MS = 150
const SCROLLED = 160

const VEHICLES_CODE = /\/assets\/VehiclesPage-.*\.js$/
const ME_CODE = /\/assets\/MePage-.*\.js$/

const me = (page: Page) => page.getByRole('heading', { name: '我的', level: 1 })
const vehicles = (page: Page) => page.getByRole('heading', { name: '车辆', exact: true, level: 1 })
const splash = (page: Page) => page.locator('.aj-splash').filter({ visible: true })
const scrolled = (page: Page) => page.evaluate(() => Math.round(scrollY))

async function delay(page: Page, code: RegExp): Promise<void> {
  await page.route(code, async route => {
    await new Promise(done => setTimeout(done, LATE_MS))
    await route.continue()
  })
}

/** Presses the link without coming near it before, so that nothing is fetched ahead. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name }).evaluate((link: HTMLElement) => link.click())
}

/** How long after the press the splash stood there, ms; null: never until the page did. */
async function splashAfterPress(page: Page, name: string): Promise<number | null> {
  const link = page.getByRole('link', { name })
  await link.evaluate((pressed: HTMLElement) => {
    const seen = window as unknown as { splashAt: number | null }
    seen.splashAt = null
    const from = performance.now()
    new MutationObserver(() => {
      if (document.querySelector('.aj-splash')) seen.splashAt ??= performance.now() - from
    }).observe(document.body, { childList: true, subtree: true })
    pressed.click()
  })
  await expect(vehicles(page)).toBeVisible()
  return page.evaluate(() => (window as unknown as { splashAt: number | null }).splashAt)
}

test('the first page comes behind the splash; the page before stays until the next is there, or is late', async ({
  browser,
}) => {
  const page = await openResident(browser, unusedPhone())
  await delay(page, ME_CODE)
  await page.goto('/resident/me')
  await expect(splash(page)).toBeVisible()
  await expect(me(page)).toBeVisible()
  await expect(splash(page)).toHaveCount(0)

  // At once: no splash at all.
  expect(await splashAfterPress(page, '车辆和车位')).toBeNull()

  await page.reload()
  await page.goto('/resident/me')
  await expect(me(page)).toBeVisible()
  await delay(page, VEHICLES_CODE)
  expect(await splashAfterPress(page, '车辆和车位')).toBeGreaterThan(STAYS_MS)
})

test('going back leads to where one was, also from behind a splash', async ({ browser }) => {
  const page = await openResident(browser, unusedPhone(), LOW_PHONE)
  await page.goto('/resident/me')
  await expect(me(page)).toBeVisible()
  await page.evaluate(top => scrollTo(0, top), SCROLLED)
  await expect.poll(() => scrolled(page)).toBe(SCROLLED)
  await delay(page, VEHICLES_CODE)
  await press(page, '车辆和车位')
  await expect(splash(page)).toBeVisible()
  await expect(vehicles(page)).toBeVisible()
  expect(await scrolled(page)).toBe(0)
  await page.goBack()
  await expect(me(page)).toBeAttached()
  await expect.poll(() => scrolled(page)).toBe(SCROLLED)
})

test('a page that could not be loaded is asked for again by whoever comes back to it', async ({ browser }) => {
  const page = await openResident(browser, unusedPhone())
  await page.goto('/resident/me')
  // The first failure loads the app again; this is the second.
  await page.evaluate(() => sessionStorage.setItem('anju.reloaded', String(Date.now())))
  await page.route(VEHICLES_CODE, route => route.abort())
  await press(page, '车辆和车位')
  await expect(page.getByText('页面没有打开')).toBeVisible()
  await page.goBack()
  await expect(me(page)).toBeVisible()
  await page.unroute(VEHICLES_CODE)
  await press(page, '车辆和车位')
  await expect(vehicles(page)).toBeVisible()
})

test('what breaks around the page leaves no white screen', async ({ browser }) => {
  const page = await openResident(browser, unusedPhone())
  await page.route('**/identity/me', async route => {
    const answer = await route.fetch()
    await route.fulfill({ json: { ...(await answer.json()), modules: 5 } })
  })
  await page.goto('/resident/')
  await expect(page.getByText('页面没有打开')).toBeVisible()
  await page.unroute('**/identity/me')
  await page.getByRole('button', { name: '重试' }).click()
  await expect(page.getByText('您好')).toBeVisible()
})
