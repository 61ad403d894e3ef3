const { readFileSync } = require('node:fs')
const { join } = require('node:path')

/** The order of modules, read from the list that the server itself loads: there is no second list to forget. */
const ORDER = readOrder(readFileSync(join(__dirname, 'server/src/modules.ts'), 'utf8'))

function readOrder(text) {
  const list = /export const ORDER = \[([^\]]+)\]/.exec(text)
  if (!list) throw new Error('server/src/modules.ts has no ORDER any more; the boundaries are read from it.')
  return [...list[1].matchAll(/'([a-z-]+)'/g)].map(found => found[1])
}

/** Tests, and the worlds they stand on. */
const TESTS = '(?:\\.test\\.tsx?$|/testing/)'
const ANY_MODULE = `^server/src/(?:${ORDER.join('|')})/`

/**
 * Files that promise to be pure: a room's one-word noun (rule.ts, cycle.ts, room.ts) and the verbs that only compute.
 * One-word verbs and reads are none, nor are kinds of imports that ask the module they write to for its words; they are named here.
 */
const PURE = `${ANY_MODULE}.+/(?:[a-z0-9]+|(?:compute|explain|parse)-[a-z0-9-]+)\\.ts$`
const ONE_WORD_VERBS =
  '/(?:collect|settle|unsettle|search|dashboard|surroundings|openings|items/treatment|discounts/reach|reconciliation/checks|receivable|tally|comparison|kinds/(?:homes|kinds|leases|meters|premises|readings|staff))\\.ts$'

/** A module imports the platform, the contract, itself, and the public faces of the modules to its left. */
const moduleRules = ORDER.flatMap((name, place) => {
  const left = ORDER.slice(0, place)
  const right = ORDER.slice(place + 1)
  const faces = left.length > 0 ? [`^server/src/(?:${left.join('|')})/index\\.ts$`] : []
  const allowed = ['^contract/src/index\\.ts$', '^server/src/platform/', `^server/src/${name}/`, ...faces]
  return [
    {
      name: `${name}-calls-only-the-left`,
      severity: 'error',
      comment: `${name} may import the platform, @anju/contract and ${left.length > 0 ? `index.ts of ${left.join(', ')}` : 'no other module'}. To tell a module on the right, publish an event.`,
      from: { path: `^server/src/${name}/`, pathNot: TESTS },
      to: { path: '^(?:server|contract|ui|console|resident|field|e2e|bench)/', pathNot: allowed },
    },
    ...(right.length > 0
      ? [
          {
            name: `${name}-tests-look-left`,
            severity: 'error',
            comment: `A test of ${name} may set its stage with anything to its left; a story that needs the right belongs into server/scenarios.`,
            from: { path: `^server/src/${name}/.*${TESTS}` },
            to: { path: `^server/src/(?:${right.join('|')})/` },
          },
        ]
      : []),
  ]
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...moduleRules,
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      comment: 'The platform has no business word; hand what it needs in as a parameter (see app.ts).',
      from: { path: '^server/src/platform/', pathNot: TESTS },
      to: { path: '^(server/(?!src/platform/)|contract/src/(?!index\\.ts)|ui/|console/|resident/|field/)' },
    },
    {
      name: 'the-top-uses-public-faces',
      severity: 'error',
      comment:
        'app.ts, serve.ts, the commands and the demo world use a module by its index.ts (and modules.ts loads module.ts).',
      from: { path: '^server/src/(?:[^/]+\\.ts$|demo/)' },
      to: { path: ANY_MODULE, pathNot: '/(?:index|module)\\.ts$' },
    },
    {
      name: 'pure-files-stay-pure',
      severity: 'error',
      comment:
        'A one-word noun file and compute-/explain-/parse- files reach no table, not even through others. (That they ask no clock is checked by tidy.test.ts.)',
      from: { path: PURE, pathNot: [ONE_WORD_VERBS, TESTS] },
      to: { path: '^server/src/platform/db\\.ts$', reachable: true },
    },
    {
      name: 'contract-imports-zod-only',
      severity: 'error',
      comment: 'The contract is data that browsers and the server share.',
      from: { path: '^contract/src/', pathNot: TESTS },
      to: { pathNot: ['^contract/src/', '^node_modules/zod/'] },
    },
    {
      name: 'ui-knows-no-business',
      severity: 'error',
      comment:
        'The kit imports React, its controls, its icons and the browser’s history; no contract, no fetching, no app.',
      from: { path: '^ui/src/', pathNot: TESTS },
      to: {
        pathNot: [
          '^ui/src/',
          '^node_modules/(?:react|react-dom|@types/react|@types/react-dom|@base-ui/react|lucide-react|react-error-boundary|@tanstack/history)/',
        ],
      },
    },
    {
      name: 'apps-never-import-each-other',
      severity: 'error',
      comment: 'What two apps share belongs to ui/ (how it looks) or contract/ (what is asked).',
      from: { path: '^(console|resident|field)/src/' },
      to: { path: '^(?:console|resident|field)/', pathNot: '^$1/' },
    },
    {
      name: 'apps-use-public-faces',
      severity: 'error',
      comment: 'Apps import @anju/contract and @anju/ui by name, not by a path into them.',
      from: { path: '^(?:console|resident|field)/src/' },
      to: { path: '^(?:contract|ui)/', pathNot: ['^contract/src/index\\.ts$', '^ui/src/(?:index\\.ts|styles\\.css)$'] },
    },
    {
      name: 'nothing-imports-the-server',
      severity: 'error',
      comment: 'Browsers meet the server by the contract. Only end-to-end tests and benchmarks start it.',
      from: { pathNot: '^(?:server|e2e|bench)/' },
      to: { path: '^server/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A circle has no beginning to read from. Types alone may look at each other.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      comment: 'An import that leads nowhere.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    // (virtual: modules are made by Vite plugins.)
    // TypeScript 7 has no JavaScript API; swc reads the files, types included.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.generated\\.ts$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.css', '.json'],
    },
  },
}
