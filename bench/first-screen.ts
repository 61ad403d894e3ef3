import { spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from '@playwright/test'
import { ROOT } from '../server/src/platform/config.ts'
import { print } from './ground.ts'

/**
 * First screens: the JavaScript, gzipped, that a browser with an empty cache loads until the first screen of each app stands, before and
 * after signing in, against the budgets of our stack (console 360 KB on the route of a list, resident and field 130 KB).
 * Built apps are measured (`npm run build`), on the demo.
 */
const PORT = 18_081
const DATA = join(ROOT, '.cache/bench-first-screen')
/** A signed-in screen keeps a stream open, so the network is never idle: what its parts fetch for themselves has been asked for by then. */
const SETTLE_MS = 1_200
/** So long at most from the button to the session. */
const SIGN_IN_MS = 6_000
/** A crowded machine may need so long to show a first screen. */
const PATIENCE_MS = 60_000
/** Without a service worker, which fetches everything else for later. */
const NEW_BROWSER = { locale: 'zh-CN', serviceWorkers: 'block' } as const
const ORIGIN = `http://127.0.0.1:${PORT}`

rmSync(DATA, { recursive: true, force: true })
const server = spawn(process.execPath, ['--no-warnings', join(ROOT, 'server/src/main.ts'), 'start'], {
  env: { ...process.env, PORT: String(PORT), ANJU_DATA: DATA, ANJU_LOG: 'silent', ANJU_DEMO: '1', DATABASE_URL: '' },
  stdio: 'ignore',
})
const installed = '/usr/bin/chromium'
const browser = await chromium.launch({
  ...(existsSync(installed) ? { executablePath: installed } : {}),
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update'],
})
try {
  await untilReady()
  await measure(browser, 'console', '/', '/people', 360)
  await measure(browser, 'resident', '/resident/', '/resident/', 130)
  await measure(browser, 'field', '/field/', '/field/', 130)
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await new Promise(resolve => server.once('exit', resolve))
  rmSync(DATA, { recursive: true, force: true })
}

async function untilReady(): Promise<void> {
  const deadline = Date.now() + 600_000
  while (Date.now() < deadline) {
    if (
      await fetch(`${ORIGIN}/readyz/demo`).then(
        answer => answer.ok,
        () => false,
      )
    )
      return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('The server was not ready within 10 minutes.')
}

/** One app: a stranger at its door, then somebody who is signed in at `path`, each with an empty cache. */
async function measure(from: Browser, app: string, door: string, path: string, budgetKb: number): Promise<void> {
  const strangers = await from.newContext(NEW_BROWSER)
  const page = await strangers.newPage()
  print(`${app}: JavaScript at the door, gz`, (await scriptsOf(page, door)) / 1000, 'KB')
  if (app === 'console') await page.getByRole('button', { name: /^以“/ }).first().click()
  else await enterOnPhone(page, app)
  await page.waitForTimeout(SIGN_IN_MS)
  const state = await strangers.storageState()
  await strangers.close()
  const known = await from.newContext({ ...NEW_BROWSER, storageState: state })
  const firstKb = (await scriptsOf(await known.newPage(), path)) / 1000
  await known.close()
  print(`${app}: JavaScript of the first screen (${path}), gz`, firstKb, 'KB')
  print(`${app}: ratio first screen ÷ budget of ${budgetKb} KB`, firstKb / budgetKb, '× (target ≤ 1)')
}

/** On a phone: an account of the demo fills the form; residents get a code, which the demo shows instead of sending it. */
async function enterOnPhone(page: Page, app: string): Promise<void> {
  await page.getByRole('list', { name: '演示账号' }).getByRole('button').first().click()
  if (app === 'field') return page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByRole('button', { name: '填入' }).click()
  await page.getByRole('button', { name: /^(登录|同意并继续)$/ }).click()
}

/**
 * Bytes of the scripts that a page asks for until its first screen stands, each gzipped by itself as a server would. What is fetched
 * afterwards keeps nobody waiting: the field app's for where there is no network, the console's drawer and search when it has been idle.
 */
async function scriptsOf(page: Page, path: string): Promise<number> {
  const loads: Promise<number>[] = []
  let standing = false
  page.on('request', request => {
    if (standing || !/\.js(\?|$)/.test(request.url())) return
    loads.push(
      request.response().then(
        async response => (response ? gzipSync(await response.body(), { level: 9 }).length : 0),
        () => 0,
      ),
    )
  })
  await page.goto(`${ORIGIN}${path}`)
  await page.locator('h1, main, form').first().waitFor({ timeout: PATIENCE_MS })
  await page.waitForTimeout(SETTLE_MS)
  standing = true
  return (await Promise.all(loads)).reduce((sum, bytes) => sum + bytes, 0)
}
