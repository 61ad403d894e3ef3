import { expect, test } from '@playwright/test'
import { serve } from './answers.ts'
import { expectAccessible } from './axe.ts'

const rows = '.c-table tbody tr'

test('a list is accessible, dense and keeps its state in the address', async ({ page }) => {
  const server = await serve(page)
  await page.goto('/bills')
  await expect(page.locator(rows)).toHaveCount(50)
  expect((await page.locator(rows).nth(2).boundingBox())?.height).toBe(36)
  await expectAccessible(page)
  await page.getByLabel('搜索账单').fill('1802')
  await expect(page).toHaveURL(/text=1802/)
  await page.getByRole('button', { name: '缴费 全部' }).click()
  await page.getByRole('menuitem', { name: '逾期' }).click()
  await expect(page.getByRole('button', { name: '缴费 逾期' })).toBeVisible()
  await expect(page).toHaveURL(/settlement=overdue/)
  await expect.poll(() => server.asked.at(-1)?.search).toContain('settlement=overdue')
  await page.getByRole('button', { name: '应缴日' }).click()
  await expect(page).toHaveURL(/sort=dueOn/)
  await page.getByRole('button', { name: '应缴日' }).click()
  await expect(page).toHaveURL(/sort=-dueOn/)
  await page.reload()
  await expect(page.getByLabel('搜索账单')).toHaveValue('1802')
  await expect(page.getByRole('columnheader', { name: /应缴日/ })).toHaveAttribute('aria-sort', 'descending')
  await page.getByRole('button', { name: '清除筛选' }).click()
  await expect(page).not.toHaveURL(/text=/)
  await expect(page.getByLabel('搜索账单')).toHaveValue('')
})

test('compact rows are 32 px', async ({ page }) => {
  await serve(page)
  await page.goto('/bills')
  await page.getByRole('button', { name: '表格密度' }).click()
  await page.getByRole('menuitem', { name: '紧凑' }).click()
  await expect.poll(async () => (await page.locator(rows).nth(2).boundingBox())?.height).toBe(32)
})

test('pages go forth and back, also after a reload', async ({ page }) => {
  await serve(page)
  await page.goto('/bills')
  await page.getByRole('button', { name: '下一页' }).click()
  await expect(page.getByText('第 51–100 条')).toBeVisible()
  await page.getByRole('button', { name: '下一页' }).click()
  await expect(page.getByText('第 101–150 条')).toBeVisible()
  await page.reload()
  await expect(page.getByText('第 101–150 条')).toBeVisible()
  await page.getByRole('button', { name: '上一页' }).click()
  await expect(page.getByText('第 51–100 条')).toBeVisible()
  await page.goto('/bills?cursor=100')
  await page.getByRole('button', { name: '回到第一页' }).click()
  await expect(page).toHaveURL('/bills')
})

test('a row opens on the right, the arrows move on, Esc closes', async ({ page }) => {
  await serve(page)
  await page.goto('/bills')
  await page.locator(rows).nth(1).locator('td').nth(3).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer).toContainText('B202008-00002')
  await expect(page).toHaveURL(/open=/)
  await expectAccessible(page)
  await page.keyboard.press('ArrowDown')
  await expect(drawer).toContainText('B202009-00003')
  await page.locator(rows).nth(5).locator('td').nth(3).click()
  await expect(drawer).toContainText('B202012-00006')
  const address = page.url()
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/open=/)
  await page.goto(address)
  await expect(page.getByRole('dialog')).toContainText('B202012-00006')
})

test('the first column opens by keyboard', async ({ page }) => {
  await serve(page)
  await page.goto('/bills')
  await page.getByRole('link', { name: 'B202007-00001' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('1栋1单元101室')
})

test('ticked rows show their count and sum', async ({ page }) => {
  await serve(page)
  await page.goto('/bills')
  const boxes = page.getByRole('checkbox', { name: '选择此行' })
  await boxes.nth(1).click()
  await boxes.nth(2).click()
  await expect(page.getByRole('toolbar')).toContainText('已选 2 项')
  await expect(page.getByRole('toolbar')).toContainText('¥397.43')
  await expectAccessible(page)
  await page.getByRole('button', { name: '下一页' }).click()
  await expect(page.getByText('第 51–100 条')).toBeVisible()
  await expect(page.getByRole('toolbar')).toContainText('已选 2 项')
  await page.getByRole('button', { name: '取消选择' }).click()
  await expect(page.getByRole('toolbar')).toHaveCount(0)
})

test('sums stand under their columns', async ({ page }) => {
  await serve(page)
  await page.goto('/bills')
  await expect(page.locator('.c-table tfoot')).toContainText('合计')
  await expect(page.locator('.c-table tfoot')).toContainText('261,048.77')
})

test('the export takes the filters along', async ({ page }) => {
  const server = await serve(page)
  await page.goto('/bills?state=issued')
  await page.getByRole('button', { name: '导出' }).click()
  const saved = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /csv/ }).click()
  expect((await saved).suggestedFilename()).toBe('账单.csv')
  const asked = server.asked.find(url => url.pathname.endsWith('/export'))
  expect(asked?.search).toBe('?state=issued&format=csv')
})

test('each state of a list is told apart', async ({ page }) => {
  const server = await serve(page, { broken: ['/billing/bills'] })
  await page.goto('/bills')
  await expect(page.getByText('没有加载成功')).toBeVisible()
  await expect(page.getByText('req-7f3a9c21')).toBeVisible()
  await expectAccessible(page)
  server.broken = []
  await page.getByRole('button', { name: '重试' }).click()
  await expect(page.locator(rows)).toHaveCount(50)
  await page.getByLabel('搜索账单').fill('没有')
  await expect(page.getByText('没有符合条件的记录')).toBeVisible()
  server.empty = true
  await page.getByRole('button', { name: '清除筛选' }).first().click()
  await expect(page.getByText('还没有账单')).toBeVisible()
  await expect(page.getByRole('button', { name: '去导入' })).toBeVisible()
  await expectAccessible(page)
})

test('old rows stay while new ones are on their way', async ({ page }) => {
  const server = await serve(page)
  await page.goto('/bills')
  await expect(page.locator(rows)).toHaveCount(50)
  server.slowMs = 1500
  await page.getByRole('button', { name: '下一页' }).click()
  await expect(page.getByRole('status').filter({ hasText: '正在刷新' })).toHaveCount(1)
  await expect(page.locator(rows)).toHaveCount(50)
  await expect(page.getByRole('link', { name: 'B202009-00051' })).toBeVisible()
})

test('bones come only when the answer is late', async ({ page }) => {
  await serve(page, { slowMs: 1200 })
  await page.goto('/bills')
  await expect(page.locator('.c-bones__row').first()).toBeVisible()
  await expect(page.locator(rows)).toHaveCount(50)
})
