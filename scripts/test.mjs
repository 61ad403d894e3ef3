// `npm test`: every check there is, each step's output as one block, and at the end a table and the sum.
// `npm test -- types lint` runs only those steps.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  ensureBrowser,
  ensureDependencies,
  ensureOldestPostgres,
  ensureWebBuilt,
  giveUp,
  pinnedNode,
  root,
} from './ensure.mjs'

const minute = 60_000
const reports = join(root, '.cache', 'test-reports')

/**
 * A step: the files without which it cannot run, its command (arguments of the pinned Node, or of npm when `npm` is set),
 * the most time it may take, words in its output that belie its success, and how to count its tests when it is not
 * one check.
 */
const steps = {
  build: { needs: [bin('vite')] },
  types: { needs: ['tsconfig.json', bin('tsc')], node: [bin('tsc'), '-b'] },
  // What each page of the console loads before it works, within its budget.
  bytes: {
    needs: ['console/dist/.vite/manifest.json'],
    node: ['--no-warnings', 'console/testing/route-bytes.ts', 'console/dist'],
  },
  lint: { needs: ['biome.json', bin('biome')], node: [bin('biome'), 'check', '.'] },
  boundaries: {
    needs: ['.dependency-cruiser.cjs', bin('depcruise')],
    npm: ['run', '--silent', 'boundaries'],
    // Without a compiler it knows, dependency-cruiser reads nothing and is content.
    refuse: /\(0 modules/,
  },
  deadcode: { needs: ['knip.json', bin('knip')], npm: ['run', '--silent', 'deadcode'] },
  generated: {
    needs: ['server/src/main.ts'],
    node: ['--no-warnings', 'server/src/main.ts', 'generate', '--check'],
    // A database of its own: checking must not touch the data of `npm start`.
    env: { ANJU_DATA: join(root, '.cache', 'generate') },
  },
  tests: {
    needs: ['vitest.config.ts', bin('vitest')],
    node: [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report('tests')}`],
    limit: 30 * minute,
    count: countVitest,
  },
  // The oldest PostgreSQL that we support: migrations, walls, the administrator's commands and a whole story.
  oldest: {
    needs: ['scripts/oldest-postgres.mjs', bin('vitest')],
    limit: 15 * minute,
    count: countVitest,
  },
  browser: {
    needs: ['e2e/playwright.config.ts', bin('playwright')],
    node: [bin('playwright'), 'test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report('browser'), PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
    limit: 20 * minute,
    count: countPlaywright,
  },
}

// Two lanes for two cores; the browser tests want the machine for themselves.
const lanes = [['bytes', 'types', 'lint', 'boundaries', 'deadcode', 'generated', 'oldest'], ['tests']]
const last = ['browser']

function bin(name) {
  return `node_modules/.bin/${name}`
}

function report(name) {
  return join(reports, `${name}.json`)
}

function countVitest({ numPassedTests, numFailedTests }) {
  return { passed: numPassedTests, failed: numFailedTests }
}

function countPlaywright({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected }
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter(name => !(name in steps))
if (unknown.length > 0) giveUp(`There is no step ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}.`)
const isWanted = name => wanted.length === 0 || wanted.includes(name)

await ensureDependencies()
const node = pinnedNode()
if (isWanted('browser')) steps.browser.env.ANJU_CHROMIUM = ensureBrowser(node) ?? ''
mkdirSync(reports, { recursive: true })
if (isWanted('oldest')) prepareOldest(ensureOldestPostgres())

const running = new Map()
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of running.values()) endGroup(child, signal)
    process.exit(1)
  })
}
// Some programs that watch us take long silence for a hang.
const heartbeat = setInterval(() => {
  if (running.size > 0) console.log(`… still running: ${[...running.keys()].join(', ')}`)
}, 30_000)

const results = []
const started = performance.now()
if (['build', 'bytes', 'tests', 'browser'].some(isWanted)) await buildWeb()
await Promise.all(lanes.map(runLane))
await runLane(last)
clearInterval(heartbeat)
printSum()

async function runLane(names) {
  for (const name of names.filter(name => name in steps && isWanted(name))) tell(await runStep(name, steps[name]))
}

function tell(result) {
  results.push(result)
  const verdict = result.failed > 0 ? 'FAILED' : 'passed'
  console.log(`\n━━ ${result.name}: ${verdict} in ${result.seconds.toFixed(1)} s\n${result.output.trim()}`)
}

// The one step that start.mjs has too. Tests that open no page still run when it fails.
async function buildWeb() {
  const began = performance.now()
  const problem = await ensureWebBuilt(node)
  const failed = problem === undefined ? 0 : 1
  if (failed) steps.browser.hindrance = 'the web apps could not be built'
  tell({
    name: 'build',
    seconds: (performance.now() - began) / 1000,
    output: problem ?? '',
    passed: 1 - failed,
    failed,
  })
}

/** @param {string | undefined} binaries where they cannot be had, the step is left out and says so */
function prepareOldest(binaries) {
  const tests = [
    'server/scenarios/first-light',
    'server/testing/tidy-schema',
    'server/src/platform/db',
    'server/src/commands',
  ]
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report('oldest')}`]
  if (binaries) steps.oldest.node = ['scripts/oldest-postgres.mjs', binaries, ...tests, ...reporters]
  else {
    console.log('PostgreSQL 15 is not here and cannot be installed: nothing is tested on it.')
    delete steps.oldest
  }
}

/** Runs a step to its end. @returns {Promise<{name: string, seconds: number, output: string, passed: number, failed: number}>} */
async function runStep(name, step) {
  const missing = step.needs.filter(path => !existsSync(join(root, path)))
  const hindrance = missing.length > 0 ? `${missing.join(' and ')} is not there` : step.hindrance
  if (hindrance !== undefined) {
    return { name, seconds: 0, output: `The step ${name} cannot run, because ${hindrance}.`, passed: 0, failed: 1 }
  }
  rmSync(report(name), { force: true })
  console.log(`▶ ${name}`)
  const began = performance.now()
  const { code, output } = await runCommand(name, step)
  const seconds = (performance.now() - began) / 1000
  return { name, seconds, output, ...countOf(name, step, step.refuse?.test(output) ? 1 : code) }
}

function countOf(name, step, code) {
  if (!step.count) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
  let counted = { passed: 0, failed: 0 }
  try {
    counted = step.count(JSON.parse(readFileSync(report(name), 'utf8')))
  } catch {
    // It ended before it could report: the exit code below speaks.
  }
  // A file that does not load, an error outside any test, no test at all: one failure, never silence.
  const silent = counted.failed === 0 && (code !== 0 || counted.passed === 0)
  return silent ? { ...counted, failed: 1 } : counted
}

function runCommand(name, step) {
  const [program, args] = step.npm ? ['npm', step.npm] : [node, step.node]
  const limit = step.limit ?? 10 * minute
  return new Promise(resolve => {
    const child = spawn(program, args, {
      cwd: root,
      env: environment(step),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    running.set(name, child)
    let output = ''
    const add = chunk => {
      output += chunk
    }
    child.stdout.setEncoding('utf8').on('data', add)
    child.stderr.setEncoding('utf8').on('data', add)
    const timer = setTimeout(() => {
      output += `\nThe step ${name} was ended: it took longer than ${limit / minute} minutes.`
      endGroup(child, 'SIGTERM')
      setTimeout(() => endGroup(child, 'SIGKILL'), 5000).unref()
    }, limit)
    const finish = code => {
      clearTimeout(timer)
      running.delete(name)
      resolve({ code, output })
    }
    child.once('error', error => {
      output += error.message
      finish(1)
    })
    // 'close' comes when all output is read. Something left running may hold the pipe open: then the exit counts.
    child.once('close', code => finish(code ?? 1))
    child.once('exit', code => setTimeout(() => finish(code ?? 1), 3000).unref())
  })
}

// Tests never see the database or the data of whoever runs them.
function environment(step) {
  const env = { ...process.env, NO_COLOR: '1', ...step.env }
  for (const name of ['DATABASE_URL', 'FORCE_COLOR', 'PORT', 'ANJU_DEMO', 'ANJU_SECRETS', 'PUBLIC_URL'])
    delete env[name]
  if (!step.env?.ANJU_DATA) delete env.ANJU_DATA
  env.PATH = `${join(root, 'node_modules', '.bin')}:${env.PATH}`
  return env
}

function endGroup(child, signal) {
  try {
    process.kill(-child.pid, signal)
  } catch {
    // It has ended already.
  }
}

function printSum() {
  const order = Object.keys(steps)
  results.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
  const line = (...cells) =>
    `${cells[0].padEnd(12)}${cells
      .slice(1)
      .map(cell => String(cell).padStart(10))
      .join('')}`
  console.log(`\n${line('step', 'seconds', 'passed', 'failed')}`)
  for (const it of results) console.log(line(it.name, it.seconds.toFixed(1), it.passed, it.failed))
  console.log(line('all', ((performance.now() - started) / 1000).toFixed(1), '', ''))
  const sum = key => results.reduce((total, it) => total + it[key], 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}
