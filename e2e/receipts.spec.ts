import { type Browser, expect, type Page, test } from '@playwright/test'
import { formOf, goTo, rowsOf, send, signIn } from './console.ts'
import { expectAccessible } from './expect-accessible.ts'

/** A receipt's paper, clicked: its template with logo and seal, the desk's print, the reprint, the void, and what its code says then. */
const TITLE = `收据 ${String(Date.now()).slice(-6)}`
const PAGES = { A4: '595.28 841.89', A5: '595.28 419.53', '80 mm': '226.77' }

test.describe.configure({ mode: 'serial' })

let admin: Page
let manager: Page

test.beforeAll(async ({ browser }) => {
  admin = await signIn(browser, '公司管理员 安平')
  manager = await signIn(browser, '项目经理 方静')
})

/** A ring in the colour, on white, as a scan of a seal is. */
async function ring(page: Page, colour: string) {
  const base64 = await page.evaluate(colour => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 240
    const pen = canvas.getContext('2d')
    if (!pen) return ''
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, 240, 240)
    pen.strokeStyle = colour
    pen.lineWidth = 12
    pen.arc(120, 120, 100, 0, 7)
    pen.stroke()
    return canvas.toDataURL('image/png').split(',')[1] ?? ''
  }, colour)
  return { name: 'ring.png', mimeType: 'image/png', buffer: Buffer.from(base64, 'base64') }
}

/** The PDF of a receipt as the printer gets it. */
async function paperOf(page: Page, address: string): Promise<string> {
  const answer = await page.request.get(address, { headers: { 'anju-app': 'console' } })
  expect(answer.headers()['content-type']).toContain('application/pdf')
  return (await answer.body()).toString('latin1')
}

test('a template gets its title and pictures, is seen on each paper, and two people do not overwrite each other', async () => {
  await goTo(admin, '/receipt-template')
  await goTo(manager, '/receipt-template')
  const paper = admin.getByRole('figure', { name: '预览' })
  await admin.getByLabel('标题').fill('')
  await admin.getByRole('button', { name: '保存', exact: true }).click()
  await expect(admin.getByText('请填写标题').first()).toBeVisible()
  await admin.getByLabel('标题').fill(TITLE)
  await admin.getByLabel('选择图片 · 公司标志').setInputFiles(await ring(admin, '#1456d9'))
  await admin.getByLabel('选择图片 · 收款专用章').setInputFiles(await ring(admin, '#c4161c'))
  await expect(paper.locator('img')).toHaveCount(2)
  await expect(paper.getByRole('heading', { name: TITLE })).toBeVisible()
  for (const [name, size] of Object.entries(PAGES)) {
    await admin.getByText(name, { exact: false }).first().click()
    const [answer] = await Promise.all([
      admin.waitForResponse(response => response.url().endsWith('/preview')),
      admin.getByRole('button', { name: '用 PDF 预览' }).click(),
    ])
    const { pdf } = await answer.json()
    const page = Buffer.from(pdf, 'base64').toString('latin1')
    expect(page).toContain(`/MediaBox [0 0 ${size}`)
    expect(page.match(/\/Subtype \/Image/g)?.length).toBeGreaterThanOrEqual(2)
  }
  await admin.getByText('A4 纸').click()
  await expectAccessible(admin)
  await admin.getByRole('button', { name: '保存', exact: true }).click()
  await expect(admin.getByText('收据模板已保存')).toBeVisible()

  await manager.getByLabel('页脚').fill('服务热线 400-000-0000')
  await manager.getByRole('button', { name: '保存', exact: true }).click()
  await expect(manager.getByRole('alert').filter({ hasText: '标题' })).toContainText(TITLE)
  await manager.getByRole('button', { name: '保存', exact: true }).click()
  await expect(manager.getByText('收据模板已保存')).toBeVisible()
  await goTo(admin, '/receipt-template')
  await expect(admin.getByLabel('标题')).toHaveValue(TITLE)
  await expect(admin.getByLabel('页脚')).toHaveValue('服务热线 400-000-0000')
})

test('the desk prints on that paper, again is a reprint, a void leaves its trace; the code says what holds', async ({
  browser,
}) => {
  await goTo(admin, '/cashier')
  await expect(admin.getByRole('combobox', { name: '查找住户' })).toBeFocused()
  await admin.keyboard.type('5-1-402')
  await admin.keyboard.press('Enter')
  await admin.getByRole('textbox', { name: /本次收款|收款金额/ }).fill('12.34')
  await admin.keyboard.press('F6')
  await admin.getByRole('button', { name: /确认收款/ }).click()
  const done = admin.getByRole('complementary', { name: '收款成功' })
  await expect(done).toBeVisible()
  const [opened] = await Promise.all([
    admin.context().waitForEvent('request', request => request.url().includes('/pdf')),
    done.getByRole('button', { name: '打印收据' }).click(),
  ])
  await expect(admin.getByText('第 1 次打印', { exact: false })).toBeVisible()
  const printed = await paperOf(admin, opened.url())
  expect(printed).toContain(`/MediaBox [0 0 ${PAGES.A4}`)

  await goTo(admin, '/receipts')
  await rowsOf(admin).first().click()
  const drawer = admin.locator('.c-drawer')
  await expect(drawer).toContainText('已打印 1 次')
  await drawer.getByRole('button', { name: '补打' }).click()
  await expect(drawer).toContainText('已打印 2 次')
  const place = /\/URI \((\S+\/verify\/[\w-]+)\)/.exec(printed)?.[1] ?? ''
  const anybody = await verifier(browser, place)
  await expect(anybody.getByRole('heading', { name: '收据有效' })).toBeVisible()
  await expect(anybody.getByText('¥12.34')).toBeVisible()
  await expectAccessible(anybody)

  await drawer.getByRole('button', { name: '作废', exact: true }).click()
  await formOf(admin).getByLabel('作废原因').fill('纸张损坏')
  await formOf(admin).getByText('换开一张新收据').click()
  await send(formOf(admin), /^作废/)
  await expect(drawer.getByRole('alert')).toContainText('安平 作废：纸张损坏')
  await anybody.reload()
  await expect(anybody.getByRole('heading', { name: '收据已作废' })).toBeVisible()
  await anybody.goto(place.replace(/[\w-]+$/, 'A'.repeat(22)))
  await expect(anybody.getByRole('heading', { name: '查无此收据' })).toBeVisible()
})

/** The page behind the code of a paper, as somebody sees it who is nobody here. */
async function verifier(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  await page.goto(address)
  return page
}
