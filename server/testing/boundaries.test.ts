import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../src/platform/config.ts'

/** Each border of .dependency-cruiser.cjs is shown to catch. That the tree keeps them is `npm run boundaries`. */

const SOURCES = ['server/src', 'contract/src', 'ui/src', 'console/src', 'resident/src', 'field/src']

function violations(folder: string): string[] {
  const cruise = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const run = spawnSync(
    process.execPath,
    [cruise, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...SOURCES],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    },
  )
  if (!run.stdout) throw new Error(run.stderr)
  const { summary } = JSON.parse(run.stdout) as {
    summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] }
  }
  // A reader that cannot read TypeScript finds nothing and would call every tree clean.
  expect(summary.totalCruised, 'files read').toBeGreaterThan(10)
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
}

/** Files that break nothing: what the planted ones lean on. */
const GROUND: Record<string, string> = {
  'server/src/platform/db.ts': 'export const db = 1',
  'server/src/platform/clock.ts': 'export const now = 1',
  'server/src/registry/index.ts': 'export const room = 1',
  'server/src/registry/premises/ensure-premises.ts': 'export const inner = 1',
  'server/src/billing/index.ts': 'export const collect = 1',
  'server/src/billing/bills/read-db.ts': "export { db } from '../../platform/db.ts'",
  'server/src/billing/bills/void-bill.ts':
    "import { room } from '../../registry/index.ts'\nimport { routes } from '@anju/contract'\nexport const ok = [room, routes]",
  'contract/src/index.ts': 'export const routes = 1',
  'contract/package.json': '{ "name": "@anju/contract", "exports": { ".": "./src/index.ts" } }',
  'ui/src/index.ts': 'export const Button = 1',
  'ui/package.json': '{ "name": "@anju/ui", "exports": { ".": "./src/index.ts" } }',
  'console/src/main.tsx': "import { Button } from '@anju/ui'\nexport const page = <b>{Button}</b>",
  'resident/src/main.tsx': 'export const page = 1',
  'field/src/main.tsx': 'export const page = 1',
}

/** rule → a file that breaks it. */
const PLANTED: [rule: string, path: string, text: string][] = [
  [
    'registry-calls-only-the-left',
    'server/src/registry/premises/calls-right.ts',
    "import { collect } from '../../billing/index.ts'\nexport const a = collect",
  ],
  [
    'billing-calls-only-the-left',
    'server/src/billing/bills/reaches-inside.ts',
    "import { inner } from '../../registry/premises/ensure-premises.ts'\nexport const a = inner",
  ],
  [
    'billing-calls-only-the-left',
    'server/src/billing/bills/types-inside.ts',
    "import type { inner } from '../../registry/premises/ensure-premises.ts'\nexport type A = typeof inner",
  ],
  ['billing-calls-only-the-left', 'server/src/billing/bills/calls-top.ts', "export { top } from '../../app.ts'"],
  [
    'registry-tests-look-left',
    'server/src/registry/premises/looks-right.test.ts',
    "import { collect } from '../../billing/index.ts'\nexport const a = collect",
  ],
  [
    'platform-knows-no-module',
    'server/src/platform/business.ts',
    "import { room } from '../registry/index.ts'\nexport const a = room",
  ],
  [
    'the-top-uses-public-faces',
    'server/src/app.ts',
    "import { inner } from './registry/premises/ensure-premises.ts'\nexport const top = inner",
  ],
  [
    'pure-files-stay-pure',
    'server/src/billing/bills/cycle.ts',
    "import { db } from './read-db.ts'\nexport const a = db",
  ],
  [
    'pure-files-stay-pure',
    'server/src/billing/bills/compute-lines.ts',
    "import { db } from '../../platform/db.ts'\nexport const a = db",
  ],
  [
    'contract-imports-zod-only',
    'contract/src/files.ts',
    "import { readFileSync } from 'node:fs'\nexport const a = readFileSync",
  ],
  [
    'ui-knows-no-business',
    'ui/src/BillCard.tsx',
    "import { routes } from '@anju/contract'\nexport const a = <b>{routes}</b>",
  ],
  [
    'apps-never-import-each-other',
    'console/src/borrowed.tsx',
    "import { page } from '../../resident/src/main.tsx'\nexport const a = page",
  ],
  [
    'apps-use-public-faces',
    'field/src/deep.tsx',
    "import { Button } from '../../ui/src/BillCard.tsx'\nexport const a = Button",
  ],
  [
    'nothing-imports-the-server',
    'resident/src/shortcut.ts',
    "import { room } from '../../server/src/registry/index.ts'\nexport const a = room",
  ],
  ['no-cycles', 'field/src/egg.ts', "import { hen } from './hen.ts'\nexport const egg = () => hen"],
  ['imports-resolve', 'field/src/lost.ts', "import { nothing } from './nowhere.ts'\nexport const a = nothing"],
]

describe('a planted violation is caught', () => {
  let folder: string
  let found: string[]

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'anju-borders-'))
    for (const [path, text] of [...Object.entries(GROUND), ...PLANTED.map(([, path, text]) => [path, text] as const)])
      plant(path, text)
    plant('field/src/hen.ts', "import { egg } from './egg.ts'\nexport const hen = () => egg")
    for (const path of ['.dependency-cruiser.cjs', 'server/src/modules.ts'])
      copyFileSync(join(ROOT, path), join(folder, path))
    plant('server/src/platform/module.ts', 'export type Module = string')
    plant('server/src/platform/personal-data.ts', 'export const orderPersonalData = (order: unknown) => order')
    mkdirSync(join(folder, 'node_modules/@anju'), { recursive: true })
    for (const name of ['contract', 'ui']) symlinkSync(join(folder, name), join(folder, 'node_modules/@anju', name))
    found = violations(folder)
  })

  function plant(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${text}\n`)
  }

  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(PLANTED)('%s: %s', (rule, path) => {
    expect(found.filter(line => line.includes(` ${path} `)).map(line => line.split(':')[0])).toContain(rule)
  })

  test('nothing else is blamed', () => {
    const planted = new Set([...PLANTED.map(([, path]) => path), 'field/src/hen.ts'])
    expect(found.filter(line => !planted.has(/: (\S+)/.exec(line)?.[1] ?? ''))).toEqual([])
  })

  test('every rule of the configuration is shown to catch', async () => {
    const { default: config } = (await import(join(ROOT, '.dependency-cruiser.cjs'))) as {
      default: { forbidden: { name: string }[] }
    }
    const shown = new Set(PLANTED.map(([rule]) => rule))
    const silent = config.forbidden
      .map(rule => rule.name)
      .filter(name => !shown.has(name) && !/-(calls-only-the-left|tests-look-left)$/.test(name))
    expect(silent).toEqual([])
  })
})
