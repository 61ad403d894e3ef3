import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { LateNews, OutboxEntry } from './outbox-entry.ts'

/** An answer of the server as it was last seen. */
export interface StoredCopy {
  key: string
  at: number
  data: unknown
}

interface PhoneSchema extends DBSchema {
  outbox: { key: number; value: OutboxEntry; indexes: { id: string; owner: string } }
  late: { key: string; value: LateNews; indexes: { owner: string } }
  copies: { key: string; value: StoredCopy; indexes: { at: number } }
}

/** What the phone keeps itself: entries on their way, news that came late, and copies for reading without a network. */
export type PhoneStore = IDBPDatabase<PhoneSchema>

/** The library that kept it before called it 1 and wrote 10: what is on the phones is opened as it lies there. */
const VERSION = 10

let opened: Promise<PhoneStore> | null = null

function openStore(): Promise<PhoneStore> {
  opened ??= openDB<PhoneSchema>('anju.field', VERSION, {
    upgrade(store) {
      // The counter gives the order of sending; a clock that is set back must not put a finish before its accept.
      const outbox = store.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true })
      outbox.createIndex('id', 'id', { unique: true })
      outbox.createIndex('owner', 'owner')
      store.createObjectStore('late', { keyPath: 'id' }).createIndex('owner', 'owner')
      store.createObjectStore('copies', { keyPath: 'key' }).createIndex('at', 'at')
    },
    // A newer version of the app in another tab must not wait for this one.
    blocking: closeStore,
    terminated: forgetStore,
  }).catch(error => {
    forgetStore()
    throw error
  })
  return opened
}

function forgetStore(): void {
  opened = null
}

function closeStore(): void {
  void opened?.then(store => store.close())
  forgetStore()
}

/**
 * Does something with the phone's store, opened when it is first needed. `work` is one transaction: phones close the store of an
 * app in the background and say so only when it is used again; then it is opened and tried once more.
 */
export async function withStore<Result>(work: (store: PhoneStore) => Promise<Result>): Promise<Result> {
  try {
    return await work(await openStore())
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error
    forgetStore()
    return work(await openStore())
  }
}
