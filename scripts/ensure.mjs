// What has to be there before Anju can start or be tested. Runs on any Node from 18 on and needs no package,
// because it is what installs them. Each function does nothing when nothing is stale.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants as systemConstants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const { signals } = systemConstants
const webApps = ['console', 'resident', 'field']
const leastNode = 24

/** Ends the program with one sentence. @param {string} sentence @returns {never} */
export function giveUp(sentence) {
  console.error(`\n${sentence}`)
  process.exit(1)
}

/** Installs the packages when there are none or package-lock.json is another one than was installed. */
export async function ensureDependencies() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).digest('hex')
  const stamp = join(root, 'node_modules', '.anju-lock')
  if (readIfThere(stamp) === wanted) return
  if (!isInstalled(JSON.parse(lock.toString('utf8')))) {
    rmSync(stamp, { force: true })
    await install()
  }
  writeFileSync(stamp, wanted)
}

async function install() {
  const started = performance.now()
  console.log('Installing packages …')
  // Development packages build the web apps; optional ones are the runtime and the database.
  const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const clean = await npm(['ci', ...options], 'pipe')
  if (clean.status !== 0) {
    // npm ci refuses a lock file written where the registry lacked the packages of other platforms.
    if (!clean.words.includes('EUSAGE')) console.error(clean.words)
    const { status } = await npm(['install', '--no-save', ...options], 'inherit')
    if (status !== 0) giveUp('The packages could not be installed: see the messages of npm above.')
  }
  console.log(`Packages installed in ${seconds(started)}.`)
}

// npm notes what it installed. A developer's `npm install` leaves no stamp of ours, but needs no second one.
function isInstalled(lock) {
  const note = readIfThere(join(root, 'node_modules', '.package-lock.json'))
  if (note === undefined) return false
  const installed = JSON.parse(note).packages
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.includes('node_modules/') || wanted.peer || (wanted.optional && !isForHere(wanted))) return true
    return installed[path] !== undefined && installed[path].version === wanted.version
  })
}

// Of the optional packages, those made for this platform: the runtime and the database are among them.
function isForHere({ os, cpu, libc }) {
  return Boolean(os?.includes(process.platform) && cpu?.includes(process.arch) && !libc)
}

function npm(args, stderr) {
  // npm tells its scripts where it lies; a plain `node scripts/start.mjs` finds it on the path.
  const own = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined
  const [program, before] = own ? [process.execPath, [own]] : ['npm', []]
  const child = spawn(program, [...before, ...args], { cwd: root, stdio: ['ignore', 'inherit', stderr] })
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', part => (words += part))
  // Whoever stops us stops the installing, too.
  const stop = signal => {
    child.kill(signal)
    process.exit(128 + signals[signal])
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  return new Promise(resolve => {
    const done = status => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, stop)
      resolve({ status, words })
    }
    child.once('error', error => {
      words += error.message
      done(1)
    })
    child.once('close', done)
  })
}

/** The Node that runs Anju: the one pinned in package.json, else our own when it is new enough. @returns {string} */
export function pinnedNode() {
  const pinned = join(root, 'node_modules', '.bin', 'node')
  if (existsSync(pinned)) {
    const { stdout } = spawnSync(pinned, ['--version'], { encoding: 'utf8' })
    if (majorOf(stdout) >= leastNode) return pinned
  }
  if (majorOf(process.version) >= leastNode) return process.execPath
  return giveUp(
    `Anju needs Node ${leastNode} or newer. There is no package of it for ${process.platform}-${process.arch}, and this is ${process.version}: install Node ${leastNode}.`,
  )
}

function majorOf(version) {
  return Number(/^v(\d+)\./.exec(version ?? '')?.[1] ?? 0)
}

/**
 * Builds the web apps whose sources changed since they were built.
 * @param {string} node the pinned Node
 * @returns {Promise<string | undefined>} what went wrong, if anything
 */
export async function ensureWebBuilt(node) {
  const common = hashOf(['contract/src', 'ui/src', 'ui/package.json', 'tsconfig.base.json', 'package-lock.json'])
  for (const app of webApps) {
    const own = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json', 'tsconfig.json']
    const wanted = `${common} ${hashOf(own.map(name => `${app}/${name}`))}`
    const stamp = join(root, app, 'dist', '.build-stamp')
    if (readIfThere(stamp) === wanted) continue
    const started = performance.now()
    console.log(`Building ${app} …`)
    rmSync(stamp, { force: true })
    const problem = await build(node, app)
    if (problem !== undefined) return problem
    writeFileSync(stamp, wanted)
    console.log(`Built ${app} in ${seconds(started)}.`)
  }
  return undefined
}

async function build(node, app) {
  if (!existsSync(join(root, app, 'index.html'))) {
    return `The web app ${app} cannot be built, because ${app}/index.html is not there.`
  }
  const vite = join(root, 'node_modules', '.bin', 'vite')
  const vites = spawn(node, [vite, 'build', '--logLevel', 'warn'], {
    cwd: join(root, app),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
  })
  const end = () => vites.kill()
  process.once('exit', end)
  let words = ''
  for (const stream of [vites.stdout, vites.stderr]) stream.setEncoding('utf8').on('data', part => (words += part))
  const status = await new Promise(resolve => vites.once('error', resolve).once('close', resolve))
  process.off('exit', end)
  return status === 0 ? undefined : `${words}\nThe web app ${app} could not be built: see above.`
}

// Contents, not times: a fresh clone and a switched branch give the same answer. Tests are not built.
function hashOf(paths) {
  const hash = createHash('sha256')
  const add = path => {
    for (const entry of readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const inner = `${path}/${entry.name}`
      if (entry.isDirectory()) add(inner)
      else if (!/\.test\.tsx?$/.test(entry.name)) addFile(inner)
    }
  }
  const addFile = path =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0')
  for (const path of paths) {
    if (!existsSync(join(root, path))) continue
    if (/\.\w+$/.test(path)) addFile(path)
    else add(path)
  }
  return hash.digest('hex')
}

/**
 * A Chromium for the browser tests: the system's, installed from Debian when root may; else Playwright's own.
 * @param {string} node the pinned Node
 * @returns {string | undefined} its path, or undefined for Playwright's own
 */
export function ensureBrowser(node) {
  const chromium = '/usr/bin/chromium'
  if (isExecutable(chromium)) return chromium
  // Ubuntu's package of that name only points to a snap, which does not run in containers.
  if (mayInstallFromDebian()) {
    console.log('Installing Chromium and Chinese fonts from Debian …')
    installFromDebian(['chromium', 'fonts-noto-cjk'])
    if (isExecutable(chromium)) return chromium
  }
  console.log("Installing Playwright's own Chromium …")
  const env = { ...process.env }
  delete env.PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD
  const { status } = spawnSync(node, [join(root, 'node_modules/.bin/playwright'), 'install', 'chromium'], {
    stdio: 'inherit',
    env,
  })
  if (status !== 0)
    console.error('No Chromium could be installed: the browser tests will fail. Install the package chromium.')
  return undefined
}

/**
 * The folder of Debian's PostgreSQL 15, the oldest that Anju supports, installed when root may.
 * @returns {string | undefined} undefined where it is not to be had: then nothing is tested on it
 */
export function ensureOldestPostgres() {
  const binaries = '/usr/lib/postgresql/15/bin'
  const there = () => isExecutable(join(binaries, 'initdb'))
  if (there()) return binaries
  if (!mayInstallFromDebian()) return undefined
  console.log('Installing PostgreSQL 15 from Debian …')
  installFromDebian(['postgresql-15'])
  return there() ? binaries : undefined
}

function mayInstallFromDebian() {
  return /^ID=debian$/m.test(readIfThere('/etc/os-release') ?? '') && process.getuid?.() === 0
}

function installFromDebian(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { stdio: 'inherit', env }
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`
}
