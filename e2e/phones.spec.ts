import { expect, test } from '@playwright/test'
import { formOf, goTo, rowsOf, send, signIn } from './console.ts'
import { expectAccessible } from './expect-accessible.ts'
import { openField } from './open-field.ts'
import { openResident } from './open-resident.ts'

/** What begins on a phone: a bill objected to and answered, a meter read without a network, a household asked for its debts. */
const OWNER = '13800000002'

test('a resident objects to a bill; the office answers, and both see it', async ({ browser }) => {
  const resident = await openResident(browser, OWNER)
  await resident.goto('/resident/bills')
  await resident.locator('a[href*="/bills/"]').first().click()
  const place = resident.url()
  await resident.getByRole('link', { name: '对这张账单有异议' }).click()
  await expectAccessible(resident)
  await resident.getByLabel('异议原因').fill('这个月家里没有人住')
  await resident.getByRole('button', { name: '提交异议' }).click()
  await expect(resident.getByText('这张账单暂缓处理', { exact: false })).toBeVisible()

  const admin = await signIn(browser, '公司管理员 安平')
  await goTo(admin, '/disputes')
  await rowsOf(admin).filter({ hasText: '这个月家里没有人住' }).click()
  await admin.getByRole('button', { name: '答复', exact: true }).click()
  const form = formOf(admin)
  await form.getByText('不成立', { exact: true }).click()
  await form.getByRole('textbox', { name: '给业主的答复' }).fill('空置优惠须事先申请')
  await send(form, '答复业主')

  await resident.goto(place)
  await expect(resident.getByText('答复：空置优惠须事先申请')).toBeVisible()
  await expect(resident.getByText('这张账单暂缓处理', { exact: false })).toBeHidden()
})

test('an owner sees what the home has in the maintenance fund, and how it moved', async ({ browser }) => {
  const page = await openResident(browser, OWNER)
  await page.goto('/resident/bills')
  await page.getByRole('link', { name: '维修资金' }).click()
  await expect(page.getByText('本户余额')).toBeVisible()
  await expect(page.getByRole('list', { name: '明细' }).getByText('期初余额')).toBeVisible()
  await expectAccessible(page)
})

test('a meter is read without a network: kept on the phone, sent when it is back', async ({ browser }) => {
  const page = await openField(browser, 'reader@anju')
  // Without the service worker, which keeps the whole app, a page is there offline once it was opened.
  await page.getByRole('link', { name: '待上传 0' }).click()
  await expect(page.getByText('没有待上传的内容')).toBeVisible()
  await page.goBack()
  await page.locator('a[href*="/rounds/"]').first().click()
  await page.getByRole('list', { name: '要抄的表' }).getByRole('button').first().click()
  const last = /上次 ([\d.]+)/.exec(
    (await page
      .getByRole('dialog')
      .getByText(/^上次 [\d.]+/)
      .textContent()) ?? '',
  )?.[1]
  const value = page.getByLabel('本次读数')
  await value.fill(String(Number(last) - 1))
  const save = page.getByRole('button', { name: '保存，下一块' })
  await save.click()
  await expect(page.getByText('比上次小', { exact: false })).toBeVisible()
  await page.context().setOffline(true)
  await value.fill((Number(last) + 3).toFixed(2))
  await save.click()
  await expect(page.getByText('已保存在手机上', { exact: false })).toBeVisible()
  await expect(value).toHaveValue('')
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
  await page.getByRole('link', { name: '待上传 1' }).click()
  await expect(page.getByText('等待上传')).toBeVisible()
  await expectAccessible(page)
  await page.context().setOffline(false)
  await expect(page.getByText('没有待上传的内容')).toBeVisible()
})

/** Room and payer of a row: two communities have a room of one number. */
const labelOf = (row: string | null) => /^\S+ \D+/.exec(row ?? '')?.[0] ?? ''

test('whoever asks for debts says on the phone what came of it', async ({ browser }) => {
  const page = await openField(browser, 'cashier@anju')
  await page.goto('/field/me/debtors')
  const household = page.getByRole('list').getByRole('button').first()
  const label = labelOf(await household.textContent())
  await household.click()
  await page.getByLabel('结果').selectOption({ label: '称已缴费' })
  await page.getByLabel('说明').fill('出示了转账截图')
  await expectAccessible(page)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await expect(page.getByText('已登记')).toBeVisible()
  await expect(page.getByRole('button', { name: new RegExp(label) }).first()).toContainText('称已缴费')
})

test('a visit noted without a network is kept on the phone and sent when it is back', async ({ browser }) => {
  const page = await openField(browser, 'cashier@anju')
  // Without the service worker, which keeps the whole app, a page is there offline once it was opened.
  await page.getByRole('link', { name: '待上传 0' }).click()
  await expect(page.getByText('没有待上传的内容')).toBeVisible()
  await page.goto('/field/me/debtors')
  const household = page.getByRole('list').getByRole('button').nth(1)
  const label = labelOf(await household.textContent())
  await page.getByRole('link', { name: '待上传 0' }).click()
  await expect(page.getByText('没有待上传的内容')).toBeVisible()
  await page.goBack()
  await expect(household).toBeVisible()
  await page.context().setOffline(true)
  await household.click()
  await page.getByLabel('结果').selectOption({ label: '未联系上' })
  await page.getByLabel('说明').fill('没有人在家，留了字条')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await expect(page.getByText('已存在手机里', { exact: false })).toBeVisible()
  const asked = page.getByRole('button', { name: new RegExp(label) }).first()
  await expect(asked).toContainText('待上传')
  await page.getByRole('link', { name: '待上传 1' }).click()
  await expect(page.getByText('等待上传')).toBeVisible()
  await expectAccessible(page)
  await page.context().setOffline(false)
  await expect(page.getByText('没有待上传的内容')).toBeVisible()
  await page.goBack()
  await expect(asked).toContainText('未联系上')
  await expect(asked).not.toContainText('待上传')
})
