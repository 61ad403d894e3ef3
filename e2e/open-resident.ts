import { type Browser, expect, type Page } from '@playwright/test'
import { ask } from './ask.ts'

const PHONE = { width: 390, height: 844 }

/** A number that nobody has yet. */
export const unusedPhone = () => `139${String(Date.now()).slice(-8)}`

/** Signs in by the code that the demo shows, agreeing to the privacy notice on the way. */
export async function openResident(browser: Browser, phone: string, viewport = PHONE): Promise<Page> {
  const page = await (await browser.newContext({ viewport, serviceWorkers: 'block' })).newPage()
  await page.goto('/resident/sign-in')
  await ask(page, 'resident', 'POST', '/identity/sign-in-codes', { phone })
  let code = ''
  await expect
    .poll(async () => {
      const inbox = await ask<{ items: { code: string }[] }>(
        page,
        'resident',
        'GET',
        `/messaging/demo-inbox?phone=${phone}`,
      )
      code = inbox.items[0]?.code ?? ''
      return code
    })
    .not.toBe('')
  const place = encodeURIComponent('安居花园')
  const found = `/residents/communities?text=${place}`
  const places = await ask<{ items: { companyId: string }[] }>(page, 'resident', 'GET', found)
  const companyId = places.items[0]?.companyId
  await ask(page, 'resident', 'POST', '/identity/sign-in-by-code', { phone, code, companyId })
  await page.goto('/resident/')
  const agree = page.getByRole('button', { name: '同意并继续' })
  await expect(agree.or(page.getByText('您好'))).toBeVisible()
  if (await agree.isVisible()) await agree.click()
  await expect(page.getByText('您好').first()).toBeVisible()
  return page
}
