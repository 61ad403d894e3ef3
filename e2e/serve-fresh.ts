import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The server as `npm start` runs it, on data that is made afresh: what a new company would see. */
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const data = join(root, '.cache/e2e-data')
rmSync(data, { recursive: true, force: true })
const child = spawn(process.execPath, ['--no-warnings', join(root, 'server/src/main.ts'), 'start'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    PORT: process.env.ANJU_E2E_PORT,
    HOST: '127.0.0.1',
    ANJU_DATA: data,
    ANJU_LOG: 'warn',
    ANJU_DEMO: '1',
    DATABASE_URL: '',
  },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', code => process.exit(code ?? 1))
