import Dexie, { type EntityTable } from 'dexie'
import type { LateNews, OutboxEntry } from './outbox-entry.ts'

/** An answer of the server as it was last seen. */
export interface StoredCopy {
  key: string
  at: number
  data: unknown
}

/** What the phone keeps itself: entries on their way, news that came late, and copies for reading without a network. */
export const phoneStore = new Dexie('anju.field') as Dexie & {
  outbox: EntityTable<OutboxEntry & { seq: number }, 'seq'>
  late: EntityTable<LateNews, 'id'>
  copies: EntityTable<StoredCopy, 'key'>
}

// The counter gives the order of sending; a clock that is set back must not put a finish before its accept.
phoneStore.version(1).stores({ outbox: '++seq, &id, owner', late: 'id, owner', copies: 'key, at' })
