/** What the server said against an entry. */
export interface EntryRefusal {
  status: number
  code: string
  params: Record<string, unknown>
}

interface EntryFrame {
  /** Also the idempotency key: sent twice, the entry is still one write. */
  id: string
  /** When it was done on the phone, ms. */
  at: number
  /** Account that did it; only under that account it is sent. */
  owner: string
  orderId: string
  /** Where the task is, for the queue page. */
  place: string
  /** How often it did not get through. */
  tries: number
  /** Set where the server refused it: it is parked until a person decides. */
  err: EntryRefusal | null
}

export type EntryContent =
  | { kind: 'photo'; body: { fileId: string }; photo: Blob }
  | { kind: 'accept'; body: null; photo: null }
  | { kind: 'decline'; body: { reason: string }; photo: null }
  | {
      kind: 'clock'
      body: {
        id: string
        kind: 'in' | 'out'
        at: string
        position: { latitude: number; longitude: number; accuracyM: number } | null
        reason: string
      }
      photo: null
    }
  | {
      kind: 'reading'
      body: {
        id: string
        communityId: string
        roundId: string
        meterId: string
        readOn: string
        value: string
        bands: Record<string, string>
        rolledOver: boolean
        photoId: string | null
        note: string
      }
      photo: null
    }
  | {
      kind: 'visit'
      body: {
        id: string
        premisesId: string
        channel: 'visit' | 'call' | 'message' | 'letter'
        result: 'promised' | 'told' | 'absent' | 'disputed' | 'refused' | 'paid'
        promisedOn: string | null
        note: string
        visitedAt: string
      }
      photo: null
    }
  | { kind: 'skip'; body: { roundId: string; meterId: string; reason: string }; photo: null }
  | { kind: 'finish'; body: { note: string; photoIds: string[] }; photo: null }

/** One thing done on the phone that the server does not know yet. `seq` is the order of sending. */
export type OutboxEntry = EntryFrame & EntryContent & { seq?: number }

/** What a page asks to be sent, about one task. */
export type EntryDraft = EntryContent & { orderId: string; place: string }

/** Something that came too late: others had changed the task. It is kept until it has been read. */
export interface LateNews {
  id: string
  at: number
  owner: string
  orderId: string
  place: string
  kind: EntryContent['kind']
  /** What was written, so that nobody has to write it again. */
  words: string
  err: EntryRefusal
}

/** What the queue page, the status bar and the tasks look at. */
export interface OutboxView {
  entries: readonly OutboxEntry[]
  late: readonly LateNews[]
}

/** An entry behind a parked one of the same task waits with it: without the first step the next one makes no sense. */
export function isHeld(entry: OutboxEntry, entries: readonly OutboxEntry[]): boolean {
  const place = entries.findIndex(each => each.id === entry.id)
  return entries.slice(0, place).some(each => each.orderId === entry.orderId && each.err !== null)
}

/** The first entry that may be sent now, in the order in which things were done. */
export function nextToSend(entries: readonly OutboxEntry[]): OutboxEntry | null {
  return entries.find(entry => entry.err === null && !isHeld(entry, entries)) ?? null
}

/** Of whom a visit is, as an entry names what it is about. */
export function aboutDebtor(premisesId: string): string {
  return `debtors/${premisesId}`
}

export function isOfDebtor(orderId: string): boolean {
  return orderId.startsWith('debtors/')
}

/** Readings and their photos are about a meter of a round, written `round/meter`; what is neither this nor a visit is about a task. */
export function isOfMeter(orderId: string): boolean {
  return orderId.includes('/') && !isOfDebtor(orderId)
}
