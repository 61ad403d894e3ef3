import { v7 as newId } from 'uuid'
import { type Drain, makeDrain } from './drain-outbox.ts'
import type { EntryDraft, OutboxEntry, OutboxView } from './outbox-entry.ts'
import { dropNews, keepEntries, onOutboxChange, readOutbox, throwAway, unparkEntries } from './outbox-store.ts'
import type { Answer } from './send-entry.ts'

/** How what was posted went, as far as it is known after a moment. */
export type Delivery = 'sent' | 'waiting' | 'refused' | 'late'

export interface EngineOptions {
  owner: string
  onView: (view: OutboxView) => void
  onAnswer: (entry: OutboxEntry, answer: Answer) => void
}

export interface Engine {
  /** Answers once the drafts are kept on the phone; `delivery` says later how they went, and never rejects. */
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
  const unwatch = watch(owner, onView)
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
    discard: throwAway,
    dismiss: dropNews,
    stop() {
      unwatch()
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
  await keepEntries(entries)
  // Asks the browser not to clear the store when the phone is full.
  void navigator.storage?.persist?.()
  return { delivery: deliver(entries.at(-1), drain) }
}

async function deliver(step: OutboxEntry | undefined, drain: Drain): Promise<Delivery> {
  await Promise.race([drain.run(), new Promise(done => setTimeout(done, PATIENCE_MS))])
  // Where the phone's store cannot be asked at this moment, what was kept in it goes out later.
  return step ? deliveryOf(step).catch(() => 'waiting') : 'sent'
}

async function deliveryOf({ id, orderId, owner }: OutboxEntry): Promise<Delivery> {
  const { entries, late } = await readOutbox(owner)
  if (late.some(news => news.id === id)) return 'late'
  const waiting = entries.filter(entry => entry.orderId === orderId)
  if (!waiting.some(entry => entry.id === id)) return 'sent'
  return waiting.some(entry => entry.err !== null) ? 'refused' : 'waiting'
}

/** Tries everything once more, parked or not. */
async function retry(owner: string, drain: Drain): Promise<void> {
  await unparkEntries(owner)
  await drain.run()
}

/** Shows the outbox now and whenever it changes; what comes back ends it. */
function watch(owner: string, onView: (view: OutboxView) => void): () => void {
  let asked = 0
  let stopped = false
  async function look(): Promise<void> {
    asked += 1
    const mine = asked
    // A phone that keeps nothing has nothing to show.
    const view = await readOutbox(owner).catch(() => null)
    if (view && mine === asked && !stopped) onView(view)
  }
  const unlisten = onOutboxChange(() => void look())
  void look()
  return () => {
    stopped = true
    unlisten()
  }
}
