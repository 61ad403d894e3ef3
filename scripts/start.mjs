// `npm start`: installs and builds whatever is missing, then is only the server's doorkeeper.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureDependencies, ensureWebBuilt, giveUp, pinnedNode, root } from './ensure.mjs'

ensureDependencies()
const node = pinnedNode()
ensureWebBuilt(node)

const follow = pathToFileURL(join(root, 'scripts', 'follow-parent.mjs')).href
const server = spawn(node, ['--no-warnings', '--import', follow, join(root, 'server/src/main.ts'), 'start'], {
  cwd: root,
  stdio: 'inherit',
  detached: true,
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
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    tell('SIGTERM')
  }, 250)
  watch.unref()
}

server.once('error', error => giveUp(`The server could not be started: ${error.message}`))
server.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
