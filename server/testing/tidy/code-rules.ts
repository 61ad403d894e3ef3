import { ORDER } from '../../src/modules.ts'
import { type CodeRule, isTest, type Node, nameOf } from './source-files.ts'

/** The house rules about code, each with what to do instead. `planted.ts` shows that each one catches. */

const MAX_FUNCTION_LINES = 70
const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']

function isServerCode(path: string): boolean {
  return /^(server|contract)\/src\//.test(path) && !isTest(path)
}

/** Template text under the `sql` tag, else null. */
function sqlText(node: Node, ancestors: Node[]): string | null {
  if (node.type !== 'TemplateElement') return null
  const tagged = ancestors.some(outer => outer.type === 'TaggedTemplateExpression' && /^sql\b/.test(nameOf(outer.tag)))
  return tagged ? (node.value as { raw: string }).raw : null
}

/** Stories and groups of tests are read from top to bottom; they may be long. */
function isStory(ancestors: Node[], path: string): boolean {
  const caller = nameOf((ancestors.at(-1) as { callee?: Node } | undefined)?.callee)
  return (
    isTest(path) &&
    (/^(describe|test\.describe)/.test(caller) ||
      (/^(server\/scenarios|e2e)\//.test(path) && /^(test|it)\b/.test(caller)))
  )
}

const shortFunctions: CodeRule = {
  name: 'a function has at most 70 lines',
  // The contract is data: a long list of routes is read like a table.
  appliesTo: path => !path.startsWith('contract/src/'),
  judge(node, ancestors, { path, text }) {
    if (!FUNCTIONS.includes(node.type) || isStory(ancestors, path)) return null
    const lines = text.slice(node.start, node.end).split('\n').length
    return lines > MAX_FUNCTION_LINES ? `a function of ${lines} lines: give its steps names of their own` : null
  },
}

const oneClock: CodeRule = {
  name: 'only clock.ts asks the time',
  appliesTo: path => isServerCode(path) && path.startsWith('server/') && path !== 'server/src/platform/clock.ts',
  judge(node, ancestors) {
    const use = 'use now() or today() of platform/clock.ts'
    if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && (node.arguments as unknown[]).length === 0)
      return `new Date(): ${use}`
    if (node.type === 'CallExpression' && ['Date', 'Date.now'].includes(nameOf(node.callee)))
      return `${nameOf(node.callee)}(): ${use}`
    const asked = /\b(now\(\)|current_date|current_timestamp|clock_timestamp|localtimestamp)/i.exec(
      sqlText(node, ancestors) ?? '',
    )
    return asked ? `SQL asks the time by ${asked[0]}: pass it in, ${use}` : null
  },
}

/** Files that promise to be pure, as in .dependency-cruiser.cjs: there they may reach no table, here they may ask no clock. */
const PURE = new RegExp(
  `^server/src/(?:${ORDER.join('|')})/.+/(?:[a-z0-9]+|(?:compute|explain|parse)-[a-z0-9-]+)\\.ts$`,
)
const ONE_WORD_VERBS = /\/(?:collect|settle|search|dashboard)\.ts$/

const pureNouns: CodeRule = {
  name: 'pure files do not ask the clock',
  appliesTo: path => isServerCode(path) && PURE.test(path) && !ONE_WORD_VERBS.test(path),
  judge(node) {
    const asked = node.type === 'CallExpression' ? nameOf(node.callee) : ''
    return asked === 'now' || asked === 'today' ? `${asked}(): take the moment or the day as a parameter` : null
  },
}

// Here decimals are written down exactly; toFixed is decimal.js's own.
const EXACT_DECIMALS = ['server/src/platform/decimals.ts', 'server/src/platform/money.ts']

/** Written of a decimal.js value, such as `dec(part).div(whole).toFixed(2)`: exact, and rounded HALF_UP. */
function isExact(value: Node, text: string): boolean {
  return /^dec\(/.test(text.slice(value.start, value.end))
}

const exactMoney: CodeRule = {
  name: 'amounts never pass through floating point',
  appliesTo: isServerCode,
  judge(node, _ancestors, { path, text }) {
    if (node.type !== 'CallExpression') return null
    const callee = node.callee as Node
    const name = nameOf(callee)
    if (/(^|\.)parseFloat$/.test(name)) return 'parseFloat: keep the decimal text, or use dec() of platform/decimals.ts'
    const member = callee.type === 'MemberExpression' ? nameOf(callee.property) : ''
    if (member === 'toFixed' && !EXACT_DECIMALS.includes(path) && !isExact(callee.object as Node, text))
      return 'toFixed: use the functions of platform/decimals.ts and money.ts'
    const rounds = name === 'Math.round' && /\*\s*100\b/.test(text.slice(node.start, node.end))
    return rounds ? 'Math.round(… * 100): use the platform’s decimals, HALF_UP once at the line' : null
  },
}

const noClasses: CodeRule = {
  name: 'no classes, except errors that are thrown',
  appliesTo: path => !isTest(path),
  judge(node) {
    if (!/^Class(Declaration|Expression)$/.test(node.type) || nameOf(node.superClass).endsWith('Error')) return null
    return 'a class: write functions and plain data'
  },
}

const noFetchInKit: CodeRule = {
  name: 'the kit does not fetch',
  appliesTo: path => path.startsWith('ui/src/') && !isTest(path),
  judge(node) {
    const callee = node.type === 'CallExpression' ? nameOf(node.callee) : ''
    return /^((window|globalThis)\.)?fetch$/.test(callee) ? 'fetch: the kit shows, apps ask' : null
  },
}

const SCHEMAS = ORDER.map(name => name.replace('-', '_'))
const QUALIFIED = new RegExp(`\\b(platform|${SCHEMAS.join('|')})\\.([a-z_]+\\(?)`, 'g')
/** Functions that stand open to every module's SQL. */
const OPEN_FUNCTIONS = /^(platform\.[a-z_]+|registry\.my_premises)\($/

const ownTables: CodeRule = {
  name: 'a module’s SQL names its own tables and the public views of others',
  appliesTo: path => isServerCode(path) && ORDER.some(name => path.startsWith(`server/src/${name}/`)),
  judge(node, ancestors, { path }) {
    const own = path.split('/')[2]?.replace('-', '_')
    const foreign = [...(sqlText(node, ancestors) ?? '').matchAll(QUALIFIED)]
      .filter(([whole, schema, name]) => schema !== own && !name?.startsWith('public_') && !OPEN_FUNCTIONS.test(whole))
      .map(([whole]) => whole)
    return foreign.length > 0 ? `SQL names ${foreign.join(', ')}: ask that module’s public_ view or its index.ts` : null
  },
}

export const CODE_RULES: CodeRule[] = [
  shortFunctions,
  oneClock,
  pureNouns,
  exactMoney,
  noClasses,
  noFetchInKit,
  ownTables,
]

/** For each rule: a file that breaks it, so that the rule is known to see. */
export const PLANTED: [rule: string, path: string, text: string][] = [
  [
    shortFunctions.name,
    'server/src/billing/bills/void-bill.ts',
    `export function long() {\n${'  step()\n'.repeat(70)}}`,
  ],
  [
    shortFunctions.name,
    'console/src/billing/BillPage.tsx',
    `export const Page = () => (\n<p>\n${'<br/>\n'.repeat(70)}</p>)`,
  ],
  [oneClock.name, 'server/src/billing/bills/void-bill.ts', 'export const at = new Date()'],
  [oneClock.name, 'server/src/platform/jobs.ts', 'export const at = Date.now()'],
  [oneClock.name, 'server/src/billing/bills/void-bill.ts', 'export const q = sql`update bill set at = now()`'],
  [pureNouns.name, 'server/src/billing/bills/cycle.ts', 'export const late = dueOn < today()'],
  [exactMoney.name, 'server/src/billing/bills/void-bill.ts', 'export const a = Number.parseFloat(text)'],
  [exactMoney.name, 'contract/src/billing.ts', 'export const a = (fen / 100).toFixed(2)'],
  [exactMoney.name, 'server/src/payments/index.ts', 'export const a = Math.round(yuan * 100)'],
  [noClasses.name, 'server/src/billing/bills/bill.ts', 'export class Bill {}'],
  [noClasses.name, 'console/src/billing/BillPage.tsx', 'export class Page extends Component {}'],
  [noFetchInKit.name, 'ui/src/surfaces/Card.tsx', 'export const load = () => fetch(url)'],
  [
    ownTables.name,
    'server/src/billing/bills/bill-view.ts',
    'export const q = sql<string>`select name from registry.person p`',
  ],
  [ownTables.name, 'server/src/service-desk/orders/order-view.ts', 'export const q = sql`select 1 from platform.file`'],
]

/** Files that look alike and are right. */
export const RIGHT: [path: string, text: string][] = [
  [
    'server/src/billing/bills/void-bill.ts',
    'export const at = new Date(text); export const b = sql`select id from billing.bill where at < $1`; ask(now())',
  ],
  [
    'server/src/service-desk/orders/order-view.ts',
    'export const q = sql`select 1 from service_desk.work_order o join registry.public_premises p on p.id in (select registry.my_premises())`',
  ],
  ['server/src/platform/errors.ts', 'export class Refusal extends Error {}'],
  ['server/src/analytics/percent.ts', 'export const rate = dec(part).times(100).div(whole).toFixed(2)'],
  ['server/src/platform/decimals.ts', 'export const text = value.toFixed(2)'],
  ['server/src/billing/bills/void-bill.test.ts', `describe('all', () => {\n${'  test()\n'.repeat(90)}})`],
]
