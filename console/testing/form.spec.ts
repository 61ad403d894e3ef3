import { expect, test } from '@playwright/test'
import { serve } from './answers.ts'
import { expectAccessible } from './axe.ts'

test('errors of the server stand at their fields and go when these are touched', async ({ page }) => {
  await serve(page)
  await page.goto('/charge-rules')
  await page.getByLabel('名称').fill('高层物业费')
  await page.getByLabel('编号').fill('GC-01')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert').filter({ hasText: '填写的内容有误' })).toBeVisible()
  await expect(page.getByText('太长或太大')).toBeVisible()
  await expect(page.getByLabel('编号')).toBeFocused()
  await expectAccessible(page)
  await page.getByLabel('编号').fill('GC')
  await expect(page.getByText('太长或太大')).toHaveCount(0)
})

test('a refusal about a field stands there, in words that come with it, and nowhere else', async ({ page }) => {
  await serve(page)
  await page.goto('/charge-rules')
  await page.getByLabel('名称').fill('高层物业费')
  await page.getByLabel('编号').fill('已用')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('编号 已用 已被', { exact: false })).toHaveCount(1)
  await expect(page.getByLabel('编号')).toBeFocused()
  await expectAccessible(page)
})

test('a record that is read anew while somebody types keeps the version that the form was filled from', async ({
  page,
}) => {
  const server = await serve(page)
  await page.goto('/charge-rules')
  await page.getByLabel('名称').fill('冲突的名称')
  await page.evaluate(() => window.dispatchEvent(new Event('read-anew')))
  await page.getByLabel('编号').fill('GC-01')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert', { name: '您编辑期间，别人已经保存了修改' })).toBeVisible()
  expect(server.sent).toMatchObject([{ version: 1 }])
})

test('somebody else saved first: what was typed stays, each field is chosen, and saving again saves both', async ({
  page,
}) => {
  const server = await serve(page)
  await page.goto('/charge-rules')
  await page.getByLabel('名称').fill('冲突的名称')
  await page.getByLabel('编号').fill('GC-01')
  await page.keyboard.press('Control+Enter')
  const notice = page.getByRole('alert', { name: '您编辑期间，别人已经保存了修改' })
  await expect(notice).toBeVisible()
  // Both changed name and code: mine stands until somebody chooses; the cycle, untouched here, is theirs already.
  await expect(page.getByRole('textbox', { name: '名称' })).toHaveValue('冲突的名称')
  await expect(page.getByRole('spinbutton', { name: '缴费周期（月）' })).toHaveValue('3')
  await expectAccessible(page)
  await notice.getByRole('group', { name: '名称' }).getByLabel('别人保存的').check()
  await expect(page.getByRole('textbox', { name: '名称' })).toHaveValue('多层物业费')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: '工作台' })).toBeVisible()
  expect(server.sent).toMatchObject([
    { name: '冲突的名称', version: 1 },
    { name: '多层物业费', code: 'GC-01', cycleMonths: 3, version: 2 },
  ])
})

test('leaving unsaved input asks first; a draft comes back', async ({ page }) => {
  await serve(page)
  await page.goto('/charge-rules')
  await page.getByLabel('名称').fill('高层物业费')
  const nav = page.getByRole('navigation', { name: '主导航' })
  await nav.getByRole('link', { name: '账单' }).click()
  await page.getByRole('button', { name: '继续填写' }).click()
  await expect(page.getByLabel('名称')).toHaveValue('高层物业费')
  await nav.getByRole('link', { name: '账单' }).click()
  await page.getByRole('button', { name: '离开', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: '账单' })).toBeVisible()
  await nav.getByRole('link', { name: '收费标准' }).click()
  await expect(page.getByText('已恢复上次未提交的内容')).toBeVisible()
  await expect(page.getByLabel('名称')).toHaveValue('高层物业费')
  await page.getByRole('button', { name: '放弃草稿' }).click()
  await expect(page.getByLabel('名称')).toHaveValue('')
})

test('a form in a drawer begins in its first field and asks before it loses input', async ({ page }) => {
  await serve(page)
  await page.goto('/bills')
  await page.getByRole('button', { name: '新建收费标准' }).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByLabel('名称')).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(drawer.getByText('请填写名称')).toBeVisible()
  await expectAccessible(page)
  await drawer.getByLabel('名称').fill('x')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '离开', exact: true }).click()
  await expect(drawer).toHaveCount(0)
})

test('a chart has its numbers as a table, and its engine comes only with the first chart', async ({ page }) => {
  const scripts: string[] = []
  page.on('request', request => scripts.push(request.url()))
  await serve(page)
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: '工作台' })).toBeVisible()
  expect(scripts.filter(url => url.includes('chart-engine'))).toEqual([])
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '经营看板' }).click()
  await expect(page.getByRole('img', { name: /应收每月/ }).locator('svg')).toBeVisible()
  expect(scripts.filter(url => url.includes('chart-engine'))).toHaveLength(1)
  await expectAccessible(page)
  await page.getByTitle('表', { exact: true }).first().click()
  await expect(page.getByRole('rowheader', { name: '2020-09' })).toBeVisible()
  await expectAccessible(page)
})
