import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const limitMs = 10 * 60_000

/**
 * Runs `work` while no other process of this machine holds the lock of the same folder.
 * The lock is a listening socket, so the kernel drops it however its holder ends.
 * Errors: a sentence after ten minutes of waiting.
 */
export async function holdLock<T>(dir: string, log: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const address = lockAddress(dir)
  const started = performance.now()
  let lock = await tryLock(address)
  if (!lock) log(`Waiting for another Anju process that starts or stops the database in ${dir}.`)
  while (!lock) {
    if (performance.now() - started > limitMs) {
      throw new Error(
        `Another Anju process has been starting or stopping the database in ${dir} for ten minutes: end it.`,
      )
    }
    await pause(50)
    lock = await tryLock(address)
  }
  const held = lock
  try {
    return await work()
  } finally {
    await new Promise(resolve => held.close(resolve))
  }
}

function lockAddress(dir: string): string {
  const name = `anju-postgres-${createHash('sha256').update(dir).digest('hex').slice(0, 24)}`
  // Linux has socket names outside the file system, which cannot be left behind.
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), name)
}

async function tryLock(address: string): Promise<Server | undefined> {
  const server = await listen(address)
  if (server || address.startsWith('\0')) return server
  if (await answers(address)) return undefined
  await rm(address, { force: true })
  return listen(address)
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer(socket => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen({ path: address, exclusive: true }, () => resolve(server))
  })
}

function answers(address: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(address)
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => socket.destroy())
  })
}
