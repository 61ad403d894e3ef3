import { useSyncExternalStore } from 'react'
import type { Engine, EngineOptions } from './engine.ts'
import type { EntryDraft, OutboxView } from './outbox-entry.ts'

const EMPTY: OutboxView = { entries: [], late: [] }

let view = EMPTY
let engine: Promise<Engine> | null = null
const listeners = new Set<() => void>()

function show(next: OutboxView): void {
  view = next
  for (const notify of listeners) notify()
}

/**
 * Opens the outbox of an account for as long as somebody is signed in; the function that comes back closes it. `onGone` gets
 * the tasks of which something has left the outbox, in whichever tab. The engine with its database is loaded after the
 * first screen.
 */
export function startOutbox(
  options: Pick<EngineOptions, 'owner' | 'onAnswer'> & { onGone: (orderIds: ReadonlySet<string>) => void },
): () => void {
  let stopped = false
  function onView(next: OutboxView): void {
    if (stopped) return
    const left = new Set(next.entries.map(entry => entry.id))
    const gone = new Set(view.entries.filter(entry => !left.has(entry.id)).map(entry => entry.orderId))
    show(next)
    if (gone.size > 0) options.onGone(gone)
  }
  const started = import('./engine.ts').then(({ startEngine }) => startEngine({ ...options, onView }))
  engine = started
  return () => {
    stopped = true
    engine = null
    void started.then(({ stop }) => stop())
    show(EMPTY)
  }
}

async function openEngine(): Promise<Engine> {
  if (!engine) throw new Error('Nobody is signed in')
  return engine
}

function listen(notify: () => void): () => void {
  listeners.add(notify)
  return () => listeners.delete(notify)
}

/** What waits to be sent, and what came too late. */
export function useOutbox(): OutboxView {
  return useSyncExternalStore(listen, () => view)
}

/** Keeps the drafts on the phone, then sends them. Throws where the phone cannot keep them. */
export async function post(drafts: readonly EntryDraft[]): ReturnType<Engine['post']> {
  return (await openEngine()).post(drafts)
}

/** Sends everything that waits once more, also what was refused. */
export async function retryOutbox(): Promise<void> {
  await (await openEngine()).retry()
}

/** Throws an entry away for good. */
export async function discardEntry(id: string): Promise<void> {
  await (await openEngine()).discard(id)
}

/** Takes news that came late off the page, once read. */
export async function dismissNews(id: string): Promise<void> {
  await (await openEngine()).dismiss(id)
}
