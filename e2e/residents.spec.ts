import { randomUUID } from 'node:crypto'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { ask } from './ask.ts'
import { expectAccessible } from './expect-accessible.ts'
import { openResident, unusedPhone } from './open-resident.ts'

/** Residents and the company: into the home, a car, the rights over one's data; every page in large letters. */

async function staff(browser: Browser, name: RegExp): Promise<Page> {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage()
  await page.goto('/')
  await page.getByRole('button', { name }).first().click()
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()
  return page
}

test('somebody new applies, staff approve, and the home is there; a car is applied for and decided', async ({
  browser,
}) => {
  const page = await openResident(browser, unusedPhone())
  const places = await ask<{ items: { id: string; name: string }[] }>(page, 'resident', 'GET', '/my/communities')
  const communityId = places.items.find(place => place.name === '安居花园')?.id ?? ''
  const name = `新住户${randomUUID().slice(0, 4)}`
  const application = { id: randomUUID(), communityId, room: '2栋1单元302室', kind: 'tenant', name }
  await ask(page, 'resident', 'POST', '/my/applications', application)

  const manager = await staff(browser, /方静/)
  await manager.goto(`/applications?open=${application.id}`)
  await manager.getByRole('button', { name: '通过', exact: true }).click()
  await manager
    .getByRole('dialog', { name: /的入住申请/ })
    .getByRole('button', { name: '通过', exact: true })
    .click()
  await expect(manager.getByText('已通过').first()).toBeVisible()

  await page.goto('/resident/')
  await expect(page.getByText('2栋1单元302室').first()).toBeVisible()
  await expectAccessible(page)

  await page.goto('/resident/vehicles')
  await expect(page.getByText('还没有登记车辆')).toBeVisible()
  await page.getByRole('link', { name: '申请登记车辆' }).click()
  const plate = page.getByLabel('车牌号')
  await plate.fill('京NO1234')
  await expect(page.getByText('字母 O、I 不用于号码', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: /改为 京N·01234/ }).click()
  await expect(page.getByText('京N·01234 · 普通车牌')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '提交申请' }).click()
  await expect(page.getByText('待审核')).toBeVisible()
  await expectAccessible(page)
})

test('what somebody asks about their data is answered in time, and the answer is read', async ({ browser }) => {
  const page = await openResident(browser, '13800000002')
  await page.goto('/resident/privacy')
  await page.getByRole('button', { name: '提出请求' }).click()
  const sheet = page.getByRole('dialog', { name: '提出请求' })
  await sheet.getByRole('button', { name: '提交' }).click()
  await expect(sheet.getByText('请写明要更正什么')).toBeVisible()
  const wish = `紧急联系人换了 ${randomUUID().slice(0, 4)}`
  await sheet.getByLabel('说明').fill(wish)
  await expectAccessible(page)
  await sheet.getByRole('button', { name: '提交' }).click()
  await expect(page.getByText(wish)).toBeVisible()

  const manager = await staff(browser, /方静/)
  await manager.goto('/personal-data')
  const row = manager.getByRole('row', { name: new RegExp(wish) })
  await row.locator('a, button').first().click()
  await expectAccessible(manager)
  await manager.getByRole('button', { name: '办结' }).click()
  const dialog = manager.getByRole('dialog', { name: /办结/ })
  const answer = '已按您的要求更正。'
  await dialog.getByLabel('答复').fill(answer)
  await dialog.getByRole('button', { name: '办结' }).click()
  await expect(manager.getByText('已办结，已通知对方')).toBeVisible()

  await page.goto('/resident/privacy')
  await expect(page.getByText(answer)).toBeVisible()
})

test('every page of residents is whole in large letters', async ({ browser }) => {
  const page = await openResident(browser, '13800000001')
  await page.evaluate(() => localStorage.setItem('anju.elder', 'on'))
  const pages = [
    '',
    'bills',
    'account',
    'fund',
    'orders',
    'me',
    'notices',
    'receipts',
    'privacy',
    'vehicles',
    'vehicles/new',
    'join',
    'orders/new',
  ]
  for (const path of pages) {
    await page.goto(`/resident/${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('data-elder', /.*/)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide, path).toBeLessThanOrEqual(0)
    await expectAccessible(page)
  }
})
