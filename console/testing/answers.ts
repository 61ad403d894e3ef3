import type { Page, Route } from '@playwright/test'

/** Answers of an imagined server for the tests beside this file, shaped by the contract. */
const id = (n: number) => `0190c0de-0000-7000-8000-${String(n).padStart(12, '0')}`

const me = {
  kind: 'staff',
  accountId: id(1),
  name: '周晓敏',
  company: { id: id(2), name: '和泰物业服务有限公司' },
  permissions: [
    'registry.premises.read',
    'registry.people.read',
    'billing.bills.read',
    'billing.rules.manage',
    'payments.collect',
  ],
  roles: ['收费主管', '前台'],
  communityIds: null,
  buildingIds: null,
  modules: [],
  duties: [],
}

const communities = [
  { id: id(11), code: 'HTHY', name: '和泰花园', address: '滨河路 18 号', buildingCount: 13, premisesCount: 486 },
  { id: id(12), code: 'YLW', name: '悦澜湾', address: '湖滨大道 6 号', buildingCount: 8, premisesCount: 1204 },
]

const accounts = [
  ['console', '公司管理员', '和泰物业服务有限公司', 'admin', 'demo-admin-2026', null],
  ['console', '收费员', '和泰物业服务有限公司', 'cashier', 'demo-cashier-2026', null],
  ['console', '调度', '和泰物业服务有限公司', 'dispatch', 'demo-dispatch-2026', null],
  ['console', '公司管理员', '启明物业', 'qm.admin', 'demo-admin-2026', null],
  ['field', '维修工', '和泰物业服务有限公司', 'repair', 'demo-repair-2026', null],
  ['resident', '业主', '和泰物业服务有限公司', '13800000001', null, '13800000001'],
].map(([app, label, company, account, password, phone]) => ({ app, label, company, account, password, phone }))

const surnames = [
  '王建国',
  '李秀英',
  '张伟',
  '刘洋',
  '陈静',
  '杨帆',
  '赵磊',
  '黄敏',
  '周涛',
  '吴丹',
  '欧阳娜娜',
  '孙悦',
]
const items = ['住宅物业费', '公摊电费', '生活垃圾清运', '车位管理费']

function bill(n: number) {
  const amountFen = 14_293 + ((n * 3_719) % 90_000)
  const settled = n % 3 === 0 ? amountFen : n % 5 === 0 ? 5_000 : 0
  const draft = n % 11 === 7
  return {
    id: id(1000 + n),
    number: `B2020${String((n % 6) + 7).padStart(2, '0')}-${String(n + 1).padStart(5, '0')}`,
    communityId: id(11),
    premisesId: id(5000 + n),
    premisesLabel: `${(n % 13) + 1}栋${(n % 2) + 1}单元${((n * 7) % 18) + 1}0${(n % 4) + 1}室`,
    payerName: surnames[n % surnames.length],
    itemName: items[n % items.length],
    ruleName: items[n % items.length],
    cycleStart: `2020-${String((n % 6) + 7).padStart(2, '0')}-10`,
    cycleEnd: `2020-${String(Math.min((n % 6) + 8, 12)).padStart(2, '0')}-09`,
    dueOn: `2020-${String((n % 6) + 7).padStart(2, '0')}-20`,
    amountFen,
    settledFen: settled,
    outstandingFen: amountFen - settled,
    state: draft ? 'draft' : 'issued',
    overdue: !draft && settled === 0 && n % 4 === 1,
  }
}

const TOTAL = 486

function bills(url: URL) {
  const from = Number(url.searchParams.get('cursor') ?? 0)
  if (url.searchParams.get('text') === '没有')
    return { items: [], next: null, total: 0, sums: { amountFen: 0, settledFen: 0, outstandingFen: 0 } }
  const to = Math.min(from + 50, TOTAL)
  return {
    items: Array.from({ length: to - from }, (_, n) => bill(from + n)),
    next: to < TOTAL ? String(to) : null,
    total: TOTAL,
    sums: { amountFen: 26_104_877, settledFen: 14_880_112, outstandingFen: 11_224_765 },
  }
}

const hits = [
  { kind: 'premises', id: id(5001), title: '3栋2单元1802室', subtitle: '王建国 · 138****6789', premisesId: id(5001) },
  { kind: 'premises', id: id(5002), title: '3栋2单元1803室', subtitle: '李秀英 · 139****2231', premisesId: id(5002) },
  { kind: 'person', id: id(6001), title: '王建国', subtitle: '3栋2单元1802室 业主', premisesId: id(5001) },
]

const json = (route: Route, body: unknown, status = 200) =>
  route.fulfill({
    status,
    json: body,
    headers: { 'x-request-id': 'req-7f3a9c21' },
    contentType: status < 400 ? 'application/json' : 'application/problem+json',
  })
const refuse = (route: Route, status: number, code: string, more: object = {}) =>
  json(route, { code, status, params: {}, ...more }, status)

export interface Server {
  signedIn: boolean
  demo: boolean
  /** Paths that fail with 500. */
  broken: string[]
  /** Milliseconds before a list answers. */
  slowMs: number
  empty: boolean
  /** What was asked, newest last. */
  asked: URL[]
  /** What was sent to be saved, newest last. */
  sent: object[]
}

/** Puts the imagined server between the page and the network. Change the answer through what comes back. */
export async function serve(page: Page, start: Partial<Server> = {}): Promise<Server> {
  const server: Server = {
    signedIn: true,
    demo: true,
    broken: [],
    slowMs: 0,
    empty: false,
    asked: [],
    sent: [],
    ...start,
  }
  await page.route('**/api/v1/**', route => answer(route, server))
  return server
}

async function answer(route: Route, server: Server) {
  const url = new URL(route.request().url())
  const path = url.pathname.replace('/api/v1', '')
  server.asked.push(url)
  if (server.broken.includes(path)) return refuse(route, 500, 'platform.unexpected')
  if (path === '/identity/sign-in-options')
    return json(route, { demo: server.demo, accounts: server.demo ? accounts : [] })
  if (path === '/identity/sign-in') return signIn(route, server)
  if (!server.signedIn) return refuse(route, 401, 'platform.not_signed_in')
  if (path === '/realtime') return route.abort()
  if (path === '/identity/me') return json(route, me)
  if (path === '/identity/me/companies') return json(route, { items: [] })
  if (path === '/identity/sign-out') {
    server.signedIn = false
    return route.fulfill({ status: 204 })
  }
  if (path === '/registry/communities') return json(route, { items: communities })
  if (path === '/registry/search' || path === '/search')
    return json(route, { hits: url.searchParams.get('text')?.startsWith('没') ? [] : hits })
  if (path === '/billing/bills') {
    if (server.slowMs) await new Promise(done => setTimeout(done, server.slowMs))
    return json(
      route,
      server.empty
        ? { items: [], next: null, total: 0, sums: { amountFen: 0, settledFen: 0, outstandingFen: 0 } }
        : bills(url),
    )
  }
  if (path === '/billing/bills/export') {
    return route.fulfill({
      body: 'a,b',
      headers: { 'content-disposition': "attachment; filename*=UTF-8''%E8%B4%A6%E5%8D%95.csv" },
    })
  }
  if (path === '/billing/rules') {
    const body = route.request().postDataJSON() as { name: string; code: string; version: number }
    server.sent.push(body)
    // A record that somebody else saved while the form was open.
    if (body.name.startsWith('冲突') || body.version === 2)
      return body.version === 2
        ? json(route, {})
        : refuse(route, 409, 'platform.changed_meanwhile', { params: { version: 2 } })
    if (body.code === '已用') return refuse(route, 409, 'billing.rule_code_taken', { params: { code: body.code } })
    return refuse(route, 422, 'platform.input_wrong', {
      errors: [{ path: 'code', code: 'too_big', message: 'Too big' }],
    })
  }
  return refuse(route, 404, 'platform.not_found')
}

function signIn(route: Route, server: Server) {
  const { account, password } = route.request().postDataJSON() as { account: string; password: string }
  if (account === 'locked') return refuse(route, 423, 'identity.locked_out')
  if (!password.startsWith('demo-')) return refuse(route, 401, 'identity.wrong_credentials')
  server.signedIn = true
  return json(route, me)
}
