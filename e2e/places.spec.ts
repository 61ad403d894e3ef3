import { expect, test } from '@playwright/test'
import { ask } from './ask.ts'
import { goTo, rowsOf, signIn } from './console.ts'
import { expectAccessible } from './expect-accessible.ts'
import { openField } from './open-field.ts'

/** Places and people: a building seen from the front, a rota by drag, the clock on a phone, a hit opened by Enter, a list set up. */

const ADMIN = '公司管理员 安平'

test('the front of a building: its rooms by state, people and debts, one kind alone, and a room opens', async ({
  browser,
}) => {
  const page = await signIn(browser, ADMIN)
  const { items } = await ask<{ items: { buildingId: string | null }[] }>(
    page,
    'console',
    'GET',
    '/registry/premises?limit=50&use=residential',
  )
  await page.goto(`/buildings/${items.find(({ buildingId }) => buildingId)?.buildingId}`)
  const rooms = page.locator('.rg-stack__room')
  await expect(rooms.first()).toBeVisible()
  expect(await rooms.count()).toBeGreaterThan(10)
  await expectAccessible(page)
  await page.getByRole('button', { name: '欠费', exact: true }).click()
  await expect(page).toHaveURL(/lens=arrears/)
  const overdue = page.getByRole('group', { name: /图例/ }).getByRole('button', { name: /逾期欠费/ })
  await expect(overdue).toBeVisible()
  const all = await rooms.count()
  await overdue.click()
  const alone = page.locator('.rg-stack__room[data-off="false"]')
  expect(await alone.count()).toBeLessThan(all)
  const name = (await alone.first().locator('strong').textContent()) ?? ''
  await alone.first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
})

test('a shift is dragged onto a day of the rota, saved, and stands there for everybody', async ({ browser }) => {
  const page = await signIn(browser, ADMIN)
  await goTo(page, '/rota')
  const palette = page.getByRole('list', { name: '班次' })
  const shift = palette.getByRole('listitem').first()
  const code = (await shift.locator('b').textContent()) ?? ''
  const free = page.getByRole('gridcell', { name: /休息|休$/ }).filter({ hasNotText: /./ })
  const cell = free.last()
  const id = await cell.getAttribute('id')
  await shift.dragTo(cell)
  await expect(page.locator(`#${id}`)).toHaveText(code)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  // Warnings (little rest between two shifts) are accepted where there are any.
  const accept = page.getByRole('dialog').getByRole('button', { name: /仍.*保存/ })
  await accept.click({ timeout: 3_000 }).catch(() => undefined)
  await expect(page.getByText(/已保存 \d+ 处修改/)).toBeVisible()
  await page.reload()
  await expect(page.locator(`#${id}`)).toHaveText(code)
})

test('a guard clocks in on the phone, with a reason where the phone does not know its place', async ({ browser }) => {
  const page = await openField(browser, 'guard@anju')
  await page.goto('/field/shift')
  const clock = page.getByRole('button', { name: /^(上班|下班)打卡$/ })
  const word = ((await clock.textContent()) ?? '').includes('上班') ? '上班' : '下班'
  const clocked = page.getByRole('list', { name: '今天的打卡' }).getByText(new RegExp(`\\d\\d:\\d\\d ${word}$`))
  const before = await clocked.count()
  await clock.click()
  const sheet = page.getByRole('dialog')
  await expectAccessible(page)
  await sheet.getByRole('button', { name: `${word}打卡` }).click()
  await expect(sheet.getByText('请填写原因')).toBeVisible()
  await sheet.getByLabel('原因').fill('在地下车库巡逻')
  await sheet.getByRole('button', { name: `${word}打卡` }).click()
  await expect(page.getByText(new RegExp(`${word}打卡成功`))).toBeVisible()
  await expect(clocked).toHaveCount(before + 1)
  await expect(page.getByText('无定位').first()).toBeVisible()
})

test('a hit of the global search opens by Enter', async ({ browser }) => {
  const page = await signIn(browser, ADMIN)
  await page.keyboard.press('Control+k')
  const box = page.getByRole('combobox', { name: '全局搜索' })
  await box.fill('1-1-101')
  const first = page.getByRole('option').first()
  await expect(first).toContainText('101')
  await box.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page).toHaveURL(/premises/)
  await expect(page.locator('main')).toContainText('101')
})

test('a list is set up by its person: columns and a saved view stand on every screen of theirs', async ({
  browser,
}) => {
  const page = await signIn(browser, ADMIN)
  await goTo(page, '/premises')
  const gone = page.getByRole('columnheader', { name: '楼层' })
  await expect(gone).toBeVisible()
  await page.getByRole('button', { name: '列设置' }).click()
  await expectAccessible(page)
  await page.getByRole('checkbox', { name: '楼层', exact: true }).uncheck()
  await expect(gone).toBeHidden()
  await page.keyboard.press('Escape')
  await page.locator('main').getByRole('button', { name: '状态' }).first().click()
  await page.getByRole('menuitemradio').or(page.getByRole('menuitem')).filter({ hasText: '空置' }).first().click()
  await expect(page).toHaveURL(/state=vacant/)
  await page.getByRole('button', { name: '视图', exact: true }).click()
  await page.getByRole('textbox', { name: '视图名称' }).fill('空置的')
  await page.getByRole('button', { name: '保存当前视图' }).click()
  await expect(page.getByRole('button', { name: '空置的' }).first()).toBeVisible()

  const elsewhere = await signIn(browser, ADMIN)
  await goTo(elsewhere, '/premises')
  await expect(rowsOf(elsewhere).first()).toBeVisible()
  await expect(elsewhere.getByRole('columnheader', { name: '建筑面积' })).toBeVisible()
  await expect(elsewhere.getByRole('columnheader', { name: '楼层' })).toBeHidden()
  await elsewhere.getByRole('button', { name: '视图', exact: true }).click()
  await elsewhere.getByRole('button', { name: '空置的', exact: true }).click()
  await expect(elsewhere).toHaveURL(/state=vacant/)
})

test('a narrow desk: pages that scroll, and forms over them, are whole for whoever uses no mouse', async ({
  browser,
}) => {
  const page = await signIn(browser, ADMIN)
  await page.setViewportSize({ width: 1024, height: 768 })
  await goTo(page, '/premises?use=residential')
  await rowsOf(page).first().click()
  await page.getByRole('tab', { name: /住户/ }).click()
  await page.getByRole('button', { name: '过户' }).click()
  const form = page.locator('.c-form-drawer').last()
  await expect(form.getByRole('heading', { name: /过户/ })).toBeVisible()
  await expectAccessible(page)
  await form.getByRole('combobox', { name: '新业主' }).click()
  await expect(page.getByRole('option', { name: '输入后查找' })).toBeVisible()
  await expectAccessible(page)
  for (const path of ['/reports/reconciliation', '/vehicles']) {
    await goTo(page, path)
    await expect(page.getByRole('main').getByRole('table').first()).toBeVisible()
    await expectAccessible(page)
  }
})
