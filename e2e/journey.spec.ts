import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './expect-accessible.ts'

/**
 * First light in browsers: the same journey as server/scenarios/first-light, by accessible names, as the people of product.md
 * would walk it — console on a desktop, resident and repairer on phones.
 */
const WORKBOOK = resolve(import.meta.dirname, '../../shared/external/microcommunity/hc.xlsx')
const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1440, height: 900 }
/** 张三1 of room 1012 in the workbook. */
const RESIDENT_PHONE = '18999999991'

test.describe.configure({ mode: 'serial' })
// Without the file that nobody here wrote there is no journey: said, not hidden.
const available = existsSync(WORKBOOK)
if (!available)
  console.warn('The journey needs ../shared/external/microcommunity/hc.xlsx beside the checkout; it is absent.')
const walk = (title: string, body: Parameters<typeof test>[2]) => {
  if (available) test(title, body)
}

let admin: Page
let cashier: Page
let dispatcher: Page
let resident: Page
let repairer: Page

async function openApp(browser: Browser, path: string, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, serviceWorkers: 'block' })
  const page = await context.newPage()
  await page.goto(path)
  return page
}

async function signInStaff(browser: Browser, name: string): Promise<Page> {
  const page = await openApp(browser, '/', DESKTOP)
  await page.getByRole('button', { name: `以“${name}”登录` }).click()
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()
  return page
}

/** A small picture of a tap, as a camera would give it: drawn in the page itself. */
async function picture(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 480
    const pen = canvas.getContext('2d')
    if (pen) {
      pen.fillStyle = '#7799bb'
      pen.fillRect(0, 0, 640, 480)
      pen.fillStyle = '#ffffff'
      pen.fillRect(280, 120, 80, 240)
    }
    return canvas.toDataURL('image/jpeg').split(',')[1] ?? ''
  })
  return { name: 'tap.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') }
}

walk(
  'the admin imports the workbook: mapping, dry run with the 3 bad rows, commit; again changes nothing',
  async ({ browser }) => {
    admin = await signInStaff(browser, '公司管理员 安平')
    await expectAccessible(admin)
    const upload = async () => {
      await admin.getByRole('link', { name: '导入', exact: true }).click()
      await admin.getByRole('button', { name: '上传工作簿' }).first().click()
      const dialog = admin.getByRole('dialog', { name: '上传工作簿' })
      await dialog.getByRole('combobox', { name: '导入到哪个小区' }).click()
      await admin.locator('.ant-select-item-option-content', { hasText: '新园' }).click()
      const [chooser] = await Promise.all([
        admin.waitForEvent('filechooser'),
        dialog.getByRole('button', { name: /把 .xlsx 文件拖到这里/ }).click(),
      ])
      await chooser.setFiles(WORKBOOK)
      await dialog.getByRole('button', { name: /上传.*预检/ }).click()
      await expect(admin.getByRole('heading', { name: /hc\.xlsx.*(待写入|没有新内容)/ })).toBeVisible()
    }
    await upload()
    await expectAccessible(admin)
    const problems = admin.getByRole('table', { name: '问题' })
    for (const row of [7, 8, 9])
      await expect(problems.getByRole('row', { name: new RegExp(`错误 房屋信息 ${row} G`) })).toBeVisible()
    await expect(admin.getByRole('link', { name: /预检 3 个错误/ })).toBeVisible()
    await admin.getByRole('link', { name: /^对应/ }).click()
    await expect(admin.getByText('房屋信息').first()).toBeVisible()
    await admin.getByRole('link', { name: /^预检/ }).click()

    const [download] = await Promise.all([
      admin.waitForEvent('download'),
      admin.getByRole('button', { name: '下载问题清单' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/)

    await admin.getByRole('button', { name: /^写入 13 栋/ }).click()
    await expect(admin.getByRole('heading', { name: /hc\.xlsx.*已写入/ })).toBeVisible()
    await expect(admin.getByRole('link', { name: '写入 已写入 64 条' })).toBeVisible()

    await upload()
    await expect(admin.getByRole('heading', { name: /hc\.xlsx.*没有新内容/ })).toBeVisible()
  },
)

walk('the admin previews, generates and issues the bills of 2020-06 to 2020-12; again adds nothing', async () => {
  await admin.getByRole('button', { name: /当前小区/ }).click()
  await admin.getByRole('button', { name: /^新园/ }).click()
  const openRun = async () => {
    await admin.getByRole('link', { name: '出账', exact: true }).click()
    await admin
      .getByRole('button', { name: '新建出账' })
      .or(admin.getByRole('link', { name: '新建出账' }))
      .first()
      .click()
    await admin.getByPlaceholder('开始月份').fill('2020-06')
    await admin.getByPlaceholder('开始月份').press('Enter')
    await admin.getByPlaceholder('结束月份').fill('2020-12')
    await admin.getByPlaceholder('结束月份').press('Enter')
  }
  await openRun()
  await expect(admin.getByText('¥8,582.28').first()).toBeVisible()
  await admin.getByRole('button', { name: /展开1栋1单元1012室 测试收费1 2020-06-10/ }).click()
  await expect(admin.getByText(/94\.56㎡ × 1\.3.*142\.928.*142\.93/).first()).toBeVisible()
  await expectAccessible(admin)
  await admin.getByRole('button', { name: /生成/ }).click()
  await expect(admin.getByText('草稿已生成，请核对账单和例外，然后发布给业主。')).toBeVisible()
  await admin.getByRole('button', { name: '发布账单' }).click()
  await admin
    .getByRole('dialog')
    .getByRole('button', { name: /发布 16 份 · ¥8,582\.28/ })
    .click()
  await expect(admin.getByText('账单已发布，业主可以看到并缴费。')).toBeVisible()

  await openRun()
  await expect(admin.getByRole('button', { name: '没有新增' })).toBeDisabled()
})

walk(
  'the cashier finds the household by room and by pinyin, takes part in cash, then the rest, without a mouse',
  async ({ browser }) => {
    cashier = await signInStaff(browser, '收费员 钱丽')
    await cashier.getByRole('link', { name: '收银台', exact: true }).first().click()
    const find = cashier.getByRole('combobox', { name: '查找住户' })
    await expect(find).toBeFocused()
    const owed = cashier.getByRole('complementary', { name: '收款' })

    await cashier.keyboard.type('1-1-1011')
    await cashier.keyboard.press('Enter')
    // 2 × 857.58 + 2 × 343.68
    await expect(owed.getByText('2,402.52').first()).toBeVisible()
    await expectAccessible(cashier)
    await payCash(cashier, '1000', '1000')
    await expect(cashier.getByText(/XY-\d{4}-000001/).first()).toBeVisible()
    await cashier.keyboard.press('Escape')

    await expect(find).toBeFocused()
    await cashier.keyboard.type('wxm')
    const listbox = cashier.getByRole('listbox')
    await listbox.getByRole('option', { name: /1栋1单元1011室/ }).click()
    await expect(owed.getByText('1,402.52').first()).toBeVisible()
    await payCash(cashier, '1402.52', '1500')
    await expect(cashier.getByText('97.48').first()).toBeVisible()
    await expect(cashier.getByText(/XY-\d{4}-000002/).first()).toBeVisible()
  },
)

/** F3, the amount, what was handed over, Enter. */
async function payCash(page: Page, amount: string, tendered: string): Promise<void> {
  await page.getByRole('textbox', { name: /收款金额|本次收款/ }).fill(amount)
  await page.keyboard.press('F3')
  await page.getByRole('textbox', { name: /实收现金|收到现金|现金/ }).fill(tendered)
  await page.keyboard.press('Enter')
}

walk(
  'the resident signs in by code, sees the bill with its arithmetic, and reports a dripping tap with a photo',
  async ({ browser }) => {
    resident = await openApp(browser, '/resident/', PHONE)
    await resident.getByRole('textbox', { name: '手机号' }).fill(RESIDENT_PHONE)
    await resident.getByRole('button', { name: '获取验证码' }).click()
    const message = resident.getByText(/\d{6}/).first()
    await expect(message).toBeVisible()
    const code = /\d{6}/.exec((await message.textContent()) ?? '')?.[0] ?? ''
    await resident
      .getByRole('textbox', { name: /验证码/ })
      .first()
      .fill(code)
    await resident.getByRole('button', { name: '同意并继续' }).click()
    await expect(resident.getByText('1栋1单元1012室').first()).toBeVisible()
    await expect(resident.getByText('1,715.16').first()).toBeVisible()
    await expectAccessible(resident)

    await resident.getByRole('link', { name: '账单', exact: true }).last().click()
    await resident
      .getByRole('link', { name: /857\.58/ })
      .first()
      .click()
    await expect(resident.getByText(/94\.56㎡ × 1\.3/).first()).toBeVisible()
    await expectAccessible(resident)

    await resident.goto('/resident/')
    await resident.getByRole('link', { name: '报修 一分钟报好' }).click()
    await expect(resident.getByText('哪里需要维修？')).toBeVisible()
    await resident.getByRole('radio', { name: /水管漏水/ }).check()
    await resident
      .locator('input[type=file]')
      .first()
      .setInputFiles(await picture(resident))
    await resident.getByRole('textbox', { name: '说说情况' }).fill('厨房水龙头一直滴水')
    await resident.getByRole('button', { name: '提交报修' }).click()
    await expect(resident.getByText('等待物业派单').first()).toBeVisible()
  },
)

walk(
  'dispatched on the board, done in the field with a photo, every step arrives within a second; confirmed and rated',
  async ({ browser }) => {
    dispatcher = await signInStaff(browser, '调度 陈调')
    await dispatcher.getByRole('link', { name: '工单看板' }).first().click()
    const card = dispatcher.getByRole('article').filter({ hasText: '1栋1单元1012室' })
    await expect(card).toBeVisible()

    repairer = await openApp(browser, '/field/', PHONE)
    await repairer.getByRole('button', { name: /李工/ }).click()
    const submit = repairer.getByRole('button', { name: '登录', exact: true })
    if (await submit.isVisible()) await submit.click()
    await expect(repairer.getByRole('heading', { name: '我的任务' })).toBeVisible()

    await card.getByRole('button', { name: /派单/ }).click()
    await dispatcher.getByRole('tooltip').getByRole('button', { name: /李工/ }).click()
    await expect(resident.getByText(/已派给李工/).first()).toBeVisible()

    const task = repairer.getByRole('link', { name: /1栋1单元1012室/ }).first()
    await task.click()
    await expect(repairer.getByRole('button', { name: '退单' })).toBeVisible()
    await expectAccessible(repairer)
    await repairer.getByRole('button', { name: '接单' }).click()
    await expect(resident.getByText(/李工正在处理/).first()).toBeVisible()
    await repairer.getByRole('link', { name: '完工' }).click()
    await repairer.getByRole('textbox', { name: '处理说明' }).fill('换了阀芯，不再滴水')
    const camera = repairer.locator('input[type=file]').first()
    await camera.setInputFiles(await picture(repairer))
    await repairer.getByRole('button', { name: '提交完工' }).click()
    await expect(resident.getByText('维修完成，请您确认').first()).toBeVisible()

    await resident.getByRole('button', { name: '确认并评价' }).click()
    await resident.getByRole('radio', { name: /5/ }).check()
    await resident.getByRole('button', { name: '提交评价' }).click()
    await expect(resident.getByText('报修已完成').first()).toBeVisible()
    await expect(dispatcher.getByRole('region', { name: /^已关闭/ }).getByText('1栋1单元1012室')).toBeVisible()
  },
)

walk('the dashboard shows it all, from the database', async () => {
  await admin.getByRole('link', { name: '工作台', exact: true }).click()
  await expect(admin.getByRole('region', { name: '今日实收' })).toContainText('2,402.52')
  await expect(admin.getByRole('region', { name: '满意度' })).toContainText('100.00')
  await expect(admin.getByRole('region', { name: '各楼栋欠费' })).toContainText('6,179.76')
  await expectAccessible(admin)
})
