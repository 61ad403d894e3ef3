import { type Browser, expect, type Page } from '@playwright/test'
import { ask } from './ask.ts'

const PHONE = { width: 390, height: 844 }

/** A number that nobody has yet. */
export const unusedPhone = () => `139${String(Date.now()).slice(-8)}`

/** Signs in by the code that the demo shows, agreeing to the privacy notice on the way. */
export async function openResident(browser: Browser, phone: string, viewport = PHONE): Promise<Page> {
  const page = await (await browser.newContext({ viewport, serviceWorkers: 'block' })).newPage()
  await page.goto('/resident/sign-in')
  const before = await codeOf(page, phone)
  await askForCode(page, phone)
  let code = ''
  await expect
    .poll(async () => {
      code = await codeOf(page, phone)
      return code !== '' && code !== before
    })
    .toBe(true)
  const place = encodeURIComponent('安居花园')
  const found = `/residents/communities?text=${place}`
  const places = await ask<{ items: { companyId: string }[] }>(page, 'resident', 'GET', found)
  const companyId = places.items[0]?.companyId
  await ask(page, 'resident', 'POST', '/identity/sign-in-by-code', { phone, code, companyId })
  const agreed = page.waitForResponse(answer => answer.url().endsWith('/my/consents'))
  await page.goto('/resident/')
  // Home may stand for a moment before what was agreed to is known.
  await agreed
  const agree = page.getByRole('button', { name: '同意并继续' })
  await expect(async () => {
    if (await agree.isVisible()) await agree.click()
    await expect(page.getByText('您好').first()).toBeVisible({ timeout: 2_000 })
    await page.waitForTimeout(300)
    await expect(agree).toBeHidden({ timeout: 100 })
  }).toPass({ timeout: 20_000 })
  return page
}

/** The latest code that the demo shows; '' when there is none. */
async function codeOf(page: Page, phone: string): Promise<string> {
  const path = `/messaging/demo-inbox?phone=${phone}`
  const inbox = await ask<{ items: { code: string }[] }>(page, 'resident', 'GET', path)
  return inbox.items[0]?.code ?? ''
}

/** A number gets a code a minute: another story may have asked for one just now. */
async function askForCode(page: Page, phone: string): Promise<void> {
  const path = '/identity/sign-in-codes'
  const refusal = await ask(page, 'resident', 'POST', path, { phone }).catch((error: Error) => error.message)
  if (typeof refusal !== 'string') return
  const seconds = /"code":"identity\.code_too_soon".*"retryAfterSeconds":(\d+)/.exec(refusal)?.[1]
  if (seconds === undefined) throw new Error(refusal)
  await page.waitForTimeout(1000 * (Number(seconds) + 1))
  await ask(page, 'resident', 'POST', path, { phone })
}
