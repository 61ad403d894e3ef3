import type { EntryRefusal, LateNews, OutboxEntry, OutboxView } from './outbox-entry.ts'
import { withStore } from './phone-store.ts'

const listeners = new Set<() => void>()
const otherTabs = new BroadcastChannel('anju.field.outbox')
otherTabs.addEventListener('message', tellHere)

function tellHere(): void {
  for (const notify of listeners) notify()
}

/** Writes, then tells every tab of this phone. */
async function change<Result>(work: Parameters<typeof withStore<Result>>[0]): Promise<Result> {
  const result = await withStore(work)
  tellHere()
  otherTabs.postMessage(null)
  return result
}

/** Calls back whenever the outbox has changed, in whichever tab; what comes back ends it. */
export function onOutboxChange(notify: () => void): () => void {
  listeners.add(notify)
  return () => listeners.delete(notify)
}

/** The entries of an account, first done first, and its late news, oldest first. */
export function readOutbox(owner: string): Promise<OutboxView> {
  return withStore(async store => {
    const both = store.transaction(['outbox', 'late'])
    const [entries, late] = await Promise.all([
      both.objectStore('outbox').index('owner').getAll(owner),
      both.objectStore('late').index('owner').getAll(owner),
    ])
    return { entries, late: late.sort((one, other) => one.at - other.at) }
  })
}

/** Keeps all of the entries or none. */
export function keepEntries(entries: readonly OutboxEntry[]): Promise<void> {
  return change(async store => {
    const { store: outbox, done } = store.transaction('outbox', 'readwrite')
    await Promise.all([...entries.map(entry => outbox.add(entry)), done])
  })
}

/** Takes an entry out; with `news` it came too late, and that is kept to be read. */
export function takeEntry(id: string, news?: LateNews): Promise<void> {
  return change(async store => {
    const both = store.transaction(['outbox', 'late'], 'readwrite')
    const outbox = both.objectStore('outbox')
    const seq = await outbox.index('id').getKey(id)
    await Promise.all([
      seq === undefined ? undefined : outbox.delete(seq),
      news && both.objectStore('late').put(news),
      both.done,
    ])
  })
}

/** Counts a failed try; with `err` the entry is parked until a person decides. */
export function countTry(id: string, err?: EntryRefusal): Promise<void> {
  return change(async store => {
    const { store: outbox, done } = store.transaction('outbox', 'readwrite')
    const entry = await outbox.index('id').get(id)
    await Promise.all([entry && outbox.put({ ...entry, tries: entry.tries + 1, ...(err ? { err } : {}) }), done])
  })
}

/** Makes everything of an account ready to be tried once more, parked or not. */
export function unparkEntries(owner: string): Promise<void> {
  return change(async store => {
    const { store: outbox, done } = store.transaction('outbox', 'readwrite')
    const entries = await outbox.index('owner').getAll(owner)
    await Promise.all([...entries.map(entry => outbox.put({ ...entry, err: null, tries: 0 })), done])
  })
}

/** Throws an entry away. A photo leaves what it belongs to; a report and a reading take their photos with them. */
export function throwAway(id: string): Promise<void> {
  return change(async store => {
    const { store: outbox, done } = store.transaction('outbox', 'readwrite')
    const entry = await outbox.index('id').get(id)
    const all = entry ? await outbox.index('owner').getAll(entry.owner) : []
    const writes = all
      .filter(each => each.orderId === entry?.orderId)
      .map(each => {
        if (each.seq === undefined || !entry) return undefined
        if (each.id === id || isPhotoOf(each, entry)) return outbox.delete(each.seq)
        const bare = withoutPhoto(each, entry)
        return bare && outbox.put(bare)
      })
    await Promise.all([...writes, done])
  })
}

function isPhotoOf(photo: OutboxEntry, whole: OutboxEntry): boolean {
  if (photo.kind !== 'photo') return false
  if (whole.kind === 'finish') return whole.body.photoIds.includes(photo.body.fileId)
  return whole.kind === 'reading' && whole.body.photoId === photo.body.fileId
}

/** What the entry is once the photo is gone; undefined where it was not part of it. */
function withoutPhoto(whole: OutboxEntry, photo: OutboxEntry): OutboxEntry | undefined {
  if (photo.kind !== 'photo' || !isPhotoOf(photo, whole)) return undefined
  const { fileId } = photo.body
  if (whole.kind === 'reading') return { ...whole, body: { ...whole.body, photoId: null } }
  if (whole.kind !== 'finish') return undefined
  return { ...whole, body: { ...whole.body, photoIds: whole.body.photoIds.filter(each => each !== fileId) } }
}

/** Takes late news off, once read. */
export function dropNews(id: string): Promise<void> {
  return change(store => store.delete('late', id))
}
