import type { Actor } from '../src/platform/actor.ts'
import { ANONYMOUS } from '../src/platform/actor.ts'
import type { Config } from '../src/platform/config.ts'
import { inTransaction } from '../src/platform/db.ts'
import type { Door } from '../src/platform/module.ts'
import type { TestDatabase } from './database.ts'

export interface TestDoor extends Door {
  /** What the browser holds: cookies set and not cleared. */
  cookies: Map<string, { value: string; expires: Date }>
  /** Somebody nobody knows yet, at this door. */
  guest: Actor
}

/** The door of a `manual` route without HTTP around it; keeps cookies as a browser would. */
export function makeDoor(
  database: TestDatabase,
  options: { address?: string | null; device?: string; config?: Partial<Config> } = {},
): TestDoor {
  const cookies: TestDoor['cookies'] = new Map()
  const address = options.address === undefined ? '192.0.2.1' : options.address
  return {
    cookies,
    guest: { ...ANONYMOUS, address, requestId: 'test' },
    db: database.db,
    config: { ...database.config, ...options.config },
    run: (actor, work, transaction) => inTransaction(database.db, actor, work, transaction),
    upload: null,
    address,
    device: options.device ?? null,
    setCookie: (name, value, expires) => void cookies.set(name, { value, expires }),
    clearCookie: name => void cookies.delete(name),
    openStream: () => {
      throw new Error('This door streams nothing.')
    },
    header: () => null,
  }
}
