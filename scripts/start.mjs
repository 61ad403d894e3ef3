// `npm start`: installs and builds whatever is missing, then is only the server's doorkeeper. The server brings its data up to date
// while the apps are built, and serves once both are done.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureDependencies, ensureWebBuilt, giveUp, pinnedNode, root } from './ensure.mjs'

await ensureDependencies()
const node = pinnedNode()

const follow = pathToFileURL(join(root, 'scripts', 'follow-parent.mjs')).href
// New objects get 3 × 8 MB, not 3 × 32: a long run stays under 300 MB (see server/src/platform/bound-heap.ts).
const options = ['--no-warnings', '--max-semi-space-size=8', '--import', follow]
const server = spawn(node, [...options, join(root, 'server/src/main.ts'), 'start', '--when-told'], {
  cwd: root,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  detached: true,
  // What was compiled at one start is not compiled at the next.
  env: { NODE_COMPILE_CACHE: join(root, '.cache', 'compile'), ...process.env },
})

// Ctrl-C arrives from the terminal and once more through npm: the server is told once. Told again later, it is meant.
let told = Number.NEGATIVE_INFINITY
const tell = signal => {
  if (performance.now() - told < 1000) return
  told = performance.now()
  server.kill(signal)
}
process.on('SIGINT', tell)
process.on('SIGTERM', tell)

// A killed npm takes us along. Started by hand, we may outlive the shell.
if (process.env.npm_lifecycle_event) {
  const starter = findStarter()
  const watch = setInterval(() => {
    if (findStarter() === starter) return
    clearInterval(watch)
    tell('SIGTERM')
  }, 250)
  watch.unref()
}

// npm is our parent, or that of the shell between. Only Linux tells the latter.
function findStarter() {
  try {
    const [, name, rest] = /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${process.ppid}/stat`, 'utf8')) ?? []
    return name?.endsWith('sh') ? Number(rest) : process.ppid
  } catch {
    return process.ppid
  }
}

server.once('error', error => giveUp(`The server could not be started: ${error.message}`))
let problem
server.once('exit', (code, signal) => process.exit(problem ? 1 : (code ?? 128 + constants.signals[signal])))

problem = await ensureWebBuilt(node)
// Ctrl-C stops a build too, which is no problem of the build.
if (told > Number.NEGATIVE_INFINITY) problem = undefined
else if (problem !== undefined) {
  console.error(`\n${problem}`)
  tell('SIGTERM')
} else if (server.connected) {
  server.send('serve', () => server.disconnect())
}
