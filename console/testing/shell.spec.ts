import { expect, test } from '@playwright/test'
import { serve } from './answers.ts'
import { expectAccessible } from './axe.ts'

test.describe('signing in', () => {
  test('the page is accessible, in both languages', async ({ page }) => {
    await serve(page, { signedIn: false })
    await page.goto('/sign-in')
    await expect(page.getByRole('heading', { name: '演示账号', exact: true })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in to the console' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expectAccessible(page)
  })

  test('a wrong password is said plainly and can be typed again at once', async ({ page }) => {
    await serve(page, { signedIn: false })
    await page.goto('/sign-in')
    await page.getByLabel('登录名或手机号', { exact: true }).fill('admin')
    await page.getByLabel('密码', { exact: true }).fill('nope')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: '账号或密码不对' })).toBeVisible()
    await expect(page.getByLabel('密码', { exact: true })).toBeFocused()
    await expectAccessible(page)
    await page.getByLabel('登录名或手机号', { exact: true }).fill('locked')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: '已暂时锁定' })).toBeVisible()
  })

  test('empty fields are asked for, nothing is sent', async ({ page }) => {
    const server = await serve(page, { signedIn: false })
    await page.goto('/sign-in')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await expect(page.getByText('请输入登录名或手机号')).toBeVisible()
    expect(server.asked.filter(url => url.pathname.endsWith('/identity/sign-in'))).toEqual([])
  })

  test('one click on a demo account goes where one wanted to go', async ({ page }) => {
    await serve(page, { signedIn: false })
    await page.goto('/bills?state=issued')
    await expect(page).toHaveURL(/\/sign-in\?next=/)
    await page.getByRole('button', { name: '以“收费员”登录' }).click()
    await expect(page).toHaveURL(/\/bills\?state=issued$/)
    await expect(page.getByRole('heading', { level: 1, name: '账单' })).toBeVisible()
  })

  test('the way back never leaves this site', async ({ page }) => {
    await serve(page, { signedIn: false })
    await page.goto('/sign-in?next=//example.org/')
    await page.getByRole('button', { name: '以“收费员”登录' }).click()
    await expect(page).toHaveURL('/')
  })

  test('without demo mode there is only the form', async ({ page }) => {
    await serve(page, { signedIn: false, demo: false })
    await page.goto('/sign-in')
    await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
    await expect(page.getByText('演示账号')).toHaveCount(0)
  })
})

test.describe('the shell', () => {
  test('is accessible and shows only what the actor may open', async ({ page }) => {
    await serve(page)
    await page.goto('/')
    const nav = page.getByRole('navigation', { name: '主导航' })
    await expect(nav.getByRole('link', { name: '账单' })).toBeVisible()
    await expect(nav.getByRole('link', { name: '审计' })).toHaveCount(0)
    await expect(nav.getByRole('link', { name: '工作台' })).toHaveAttribute('aria-current', 'page')
    await expectAccessible(page)
    await page.getByRole('button', { name: '收起侧栏' }).click()
    await expect(nav.getByRole('link', { name: '账单' })).toBeVisible()
    await expectAccessible(page)
  })

  test('the first Tab skips to the content', async ({ page }) => {
    await serve(page)
    await page.goto('/bills')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: '跳到主要内容' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.locator('#content')).toBeFocused()
  })

  test('a page without its permission says which one and who grants it', async ({ page }) => {
    await serve(page)
    await page.goto('/audit')
    await expect(page.getByText('需要权限“查看审计日志”')).toBeVisible()
    await expectAccessible(page)
  })

  test('unknown and failing pages keep the shell around them', async ({ page }) => {
    await serve(page)
    await page.goto('/nowhere')
    await expect(page.getByRole('heading', { name: '没有这个页面' })).toBeVisible()
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
    await page.goto('/crash')
    await expect(page.getByRole('heading', { name: '页面出错了' })).toBeVisible()
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
    await expectAccessible(page)
  })

  test('the community is chosen once and stays in every address', async ({ page }) => {
    const server = await serve(page)
    await page.goto('/bills')
    await page.getByRole('button', { name: /当前小区/ }).click()
    await page.getByRole('button', { name: /和泰花园/ }).click()
    await expect(page).toHaveURL(/community=/)
    await expect.poll(() => server.asked.at(-1)?.searchParams.get('communityId')).toContain('000000000011')
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '收费标准' }).click()
    await expect(page).toHaveURL(/\/charge-rules\?community=/)
    await page.goto('/bills')
    await expect(page).toHaveURL(/community=/)
    await page.getByRole('button', { name: /和泰花园/ }).click()
    await page.getByRole('button', { name: '全部小区' }).click()
    await expect(page).not.toHaveURL(/community=/)
  })

  test('an ended session leads to the sign-in page and back', async ({ page }) => {
    const server = await serve(page)
    await page.goto('/bills')
    await expect(page.getByRole('heading', { level: 1, name: '账单' })).toBeVisible()
    server.signedIn = false
    await page.getByRole('button', { name: '下一页' }).click()
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fbills/)
  })

  test('signing out forgets the session', async ({ page }) => {
    await serve(page)
    await page.goto('/')
    await page.getByRole('button', { name: /的菜单/ }).click()
    await expect(page.getByText('和泰物业服务有限公司').last()).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await expect(page.getByRole('heading', { name: '登录管理后台' })).toBeVisible()
  })
})

test.describe('global search', () => {
  test('opens by keys, moves by arrows, opens by Enter', async ({ page }) => {
    await serve(page)
    await page.goto('/bills')
    await expect(page.getByRole('heading', { level: 1, name: '账单' })).toBeVisible()
    await page.keyboard.press('Control+k')
    const box = page.getByRole('combobox', { name: '全局搜索' })
    await expect(box).toBeFocused()
    await page.keyboard.type('wjg')
    await expect(page.getByRole('option', { name: /3栋2单元1802室 王建国/ })).toHaveAttribute('aria-selected', 'true')
    await expectAccessible(page)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/people\?open=/)
    await expect(box).toHaveCount(0)
    await page.keyboard.press('/')
    await expect(page.getByRole('option').first()).toContainText('王建国')
  })

  test('Ctrl+Enter goes to the charges of the household', async ({ page }) => {
    await serve(page)
    await page.goto('/')
    await page.getByRole('button', { name: /房号、姓名/ }).click()
    await expect(page.getByRole('combobox', { name: '全局搜索' })).toBeFocused()
    await page.keyboard.type('1802')
    await expect(page.getByRole('option', { name: /1802室/ }).first()).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page).toHaveURL(/\/bills\?text=/)
  })

  test('says when there is nothing, and finds pages by name', async ({ page }) => {
    await serve(page)
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: '全局搜索' })).toBeFocused()
    await page.keyboard.type('没有的人')
    await expect(page.getByText('没有找到“没有的人”')).toBeVisible()
    await page.getByRole('combobox').fill('收银')
    await expect(page.getByRole('option', { name: '收银台' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('combobox')).toHaveCount(0)
  })
})
