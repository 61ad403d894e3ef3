import { expect, test } from '@playwright/test'
import { signIn } from './console.ts'
import { expectAccessible } from './expect-accessible.ts'
import { openResident } from './open-resident.ts'

/** While the demo is being made, each app says so at its top, and stops saying so when it is whole. */

const OWNER = '13800000001'
const tell = (name: string) => `data: ${JSON.stringify({ name: `platform.${name}`, payload: {} })}\n\n`
const GROWING = { contentType: 'text/event-stream', body: tell('demoGrowing') }
const WHOLE = { contentType: 'text/event-stream', body: tell('demoWhole') }

test('the resident app and the console say that the demo is being made still, until it is whole', async ({
  browser,
}) => {
  for (const page of [await openResident(browser, OWNER), await signIn(browser, '公司管理员 安平')]) {
    let answer = GROWING
    await page.route('**/api/v1/realtime**', route => route.fulfill(answer))
    await page.reload()
    const banner = page.getByRole('status').filter({ hasText: '演示数据还在生成' })
    await expect(banner).toBeVisible()
    await expectAccessible(page)
    answer = WHOLE
    await expect(banner).toBeHidden()
  }
})
