import { ApiError } from '@anju/contract'
import { rememberedMe } from '../remembered-me.ts'
import type { StoredCopy } from './phone-store.ts'

/** Something the server said, and when (ms). Not `fresh`: the copy of an earlier answer. */
export interface Known<Data> {
  data: Data
  at: number
  fresh: boolean
}

/** While a copy is shown, the server is asked again this often. */
const ASK_AGAIN_MS = 15_000

/** The `refetchInterval` of what may be a copy; `false` once the server has answered. */
export function askAgainAfter(shown: { fresh: boolean } | undefined): number | false {
  return shown?.fresh === false ? ASK_AGAIN_MS : false
}

const KEPT_MS = 30 * 24 * 60 * 60 * 1000

/** The store is not needed for the first screen. */
const store = () => import('./phone-store.ts')

/** Asks the server and keeps the answer; where the server cannot be reached, gives the answer of last time. */
export async function askOrRecall<Data>(key: string, ask: () => Promise<Data>): Promise<Known<Data>> {
  try {
    const data = await ask()
    void keepCopy(key, data)
    return { data, at: Date.now(), fresh: true }
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 0 && error.status < 500)) throw error
    const copy = await recall(key)
    if (!copy) throw error
    return { data: copy.data as Data, at: copy.at, fresh: false }
  }
}

/** Keeps an answer for the person who is signed in. A phone without room still works while it has a network. */
export async function keepCopy(key: string, data: unknown): Promise<void> {
  const now = Date.now()
  try {
    const { withStore } = await store()
    await withStore(async phone => {
      const { store: copies, done } = phone.transaction('copies', 'readwrite')
      await copies.put({ key: ownKey(key), at: now, data })
      for await (const old of copies.index('at').iterate(IDBKeyRange.upperBound(now - KEPT_MS, true)))
        await old.delete()
      await done
    })
  } catch {
    // Nothing is lost but the reading without a network.
  }
}

/** Forgets every copy, for the next person who uses this phone. */
export async function forgetCopies(): Promise<void> {
  await store()
    .then(({ withStore }) => withStore(phone => phone.clear('copies')))
    .catch(() => undefined)
}

async function recall(key: string): Promise<StoredCopy | null> {
  try {
    const { withStore } = await store()
    return (await withStore(phone => phone.get('copies', ownKey(key)))) ?? null
  } catch {
    return null
  }
}

function ownKey(key: string): string {
  return `${rememberedMe()?.accountId ?? ''}/${key}`
}
