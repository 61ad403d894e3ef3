import { liveQuery } from 'dexie'
import { v7 as newId } from 'uuid'
import { type Drain, entriesOf, makeDrain } from './drain-outbox.ts'
import type { EntryDraft, OutboxEntry, OutboxView } from './outbox-entry.ts'
import { phoneStore } from './phone-store.ts'
import type { Answer } from './send-entry.ts'

/** How what was posted went, as far as it is known after a moment. */
export type Delivery = 'sent' | 'waiting' | 'refused' | 'late'

export interface EngineOptions {
  owner: string
  onView: (view: OutboxView) => void
  onAnswer: (entry: OutboxEntry, answer: Answer) => void
}

export interface Engine {
  /** Answers once the drafts are kept on the phone; `delivery` says later how they went. */
  post: (drafts: readonly EntryDraft[]) => Promise<{ delivery: Promise<Delivery> }>
  retry: () => Promise<void>
  discard: (id: string) => Promise<void>
  dismiss: (id: string) => Promise<void>
  stop: () => void
}

/** How long a page waits to say "sent" before it says "kept, will be sent". */
const PATIENCE_MS = 6_000

/** Opens the outbox of an account: shows it, sends it now, whenever the network comes back and when the app is looked at. */
export function startEngine({ owner, onView, onAnswer }: EngineOptions): Engine {
  const drain = makeDrain(owner, onAnswer)
  const seen = liveQuery(async () => ({
    entries: await entriesOf(owner),
    late: await phoneStore.late.where({ owner }).sortBy('at'),
  })).subscribe({ next: onView })
  const send = () => void drain.run()
  const sendWhenSeen = () => {
    if (document.visibilityState === 'visible') send()
  }
  addEventListener('online', send)
  document.addEventListener('visibilitychange', sendWhenSeen)
  send()
  return {
    post: drafts => post(owner, drafts, drain),
    retry: () => retry(owner, drain),
    discard,
    dismiss: id => phoneStore.late.delete(id),
    stop() {
      seen.unsubscribe()
      drain.stop()
      removeEventListener('online', send)
      document.removeEventListener('visibilitychange', sendWhenSeen)
    },
  }
}

/** Keeps all of it or nothing, then sends. The last draft is the step; those before it are its photos. */
async function post(owner: string, drafts: readonly EntryDraft[], drain: Drain): ReturnType<Engine['post']> {
  const at = Date.now()
  const entries = drafts.map((draft): OutboxEntry => ({ ...draft, id: newId(), at, owner, tries: 0, err: null }))
  await phoneStore.outbox.bulkAdd(entries)
  // Asks the browser not to clear the store when the phone is full.
  void navigator.storage?.persist?.()
  return { delivery: deliver(entries.at(-1), drain) }
}

async function deliver(step: OutboxEntry | undefined, drain: Drain): Promise<Delivery> {
  await Promise.race([drain.run(), new Promise(done => setTimeout(done, PATIENCE_MS))])
  return step ? deliveryOf(step) : 'sent'
}

async function deliveryOf({ id, orderId, owner }: OutboxEntry): Promise<Delivery> {
  if (await phoneStore.late.get(id)) return 'late'
  const waiting = (await entriesOf(owner)).filter(entry => entry.orderId === orderId)
  if (!waiting.some(entry => entry.id === id)) return 'sent'
  return waiting.some(entry => entry.err !== null) ? 'refused' : 'waiting'
}

/** Tries everything once more, parked or not. */
async function retry(owner: string, drain: Drain): Promise<void> {
  await phoneStore.outbox.where({ owner }).modify({ err: null, tries: 0 })
  await drain.run()
}

/** Throws an entry away. A photo leaves its report; a report takes its photos with it. */
async function discard(id: string): Promise<void> {
  const { outbox } = phoneStore
  await phoneStore.transaction('rw', outbox, async () => {
    const entry = await outbox.get({ id })
    if (!entry) return
    await outbox.delete(entry.seq)
    const sameTask = await outbox
      .where({ owner: entry.owner })
      .filter(each => each.orderId === entry.orderId)
      .toArray()
    for (const each of sameTask) {
      if (entry.kind === 'photo' && each.kind === 'finish') {
        const photoIds = each.body.photoIds.filter(photoId => photoId !== entry.body.fileId)
        await outbox.update(each.seq, { body: { ...each.body, photoIds } })
      }
      if (entry.kind === 'photo' && each.kind === 'reading' && each.body.photoId === entry.body.fileId)
        await outbox.update(each.seq, { body: { ...each.body, photoId: null } })
      if (entry.kind === 'reading' && each.kind === 'photo' && entry.body.photoId === each.body.fileId)
        await outbox.delete(each.seq)
      if (entry.kind === 'finish' && each.kind === 'photo' && entry.body.photoIds.includes(each.body.fileId))
        await outbox.delete(each.seq)
    }
  })
}
