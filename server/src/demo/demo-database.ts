import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type Database, openDatabase } from '../platform/db.ts'

/**
 * The application's own role, on connections that suit the demo: it says the same hundred statements ten thousand times, each
 * in a small transaction. A power cut may take the last transactions; the next start makes them again.
 */
export function openDemoDatabase(url: string): Database {
  const db = openDatabase(url, { maxConnections: 4 })
  db.pool.on('connect', client => {
    prepareStatements(client)
    void client.query('set synchronous_commit to off')
  })
  return db
}

/** Statements are planned once on a connection instead of each time, which saves the demo a fifth of its work. */
function prepareStatements(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...parts: unknown[]) => unknown
  const prepared = (text: unknown, values?: unknown, ...rest: unknown[]) =>
    typeof text === 'string' && Array.isArray(values) && values.length > 0
      ? query({ name: createHash('sha1').update(text).digest('hex'), text, values }, ...rest)
      : query(text, values, ...rest)
  client.query = prepared as typeof client.query
}
