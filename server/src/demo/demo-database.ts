import { type Database, openDatabase } from '../platform/db.ts'

/**
 * The application's own role, on connections that suit the demo: it says the same hundred statements ten thousand times, each
 * in a small transaction. A power cut may take the last transactions; the next start makes them again.
 */
export function openDemoDatabase(url: string): Database {
  const db = openDatabase(url, { maxConnections: 4 })
  db.pool.on('connect', client => void client.query('set synchronous_commit to off').catch(() => undefined))
  return db
}
