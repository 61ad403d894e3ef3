import { setTimeout as pause } from 'node:timers/promises'
import { type Message, openJournal } from './journal.ts'

export interface GatewayOptions {
  /** The inbox: `http://localhost:8080/api/v1/devices/inbox`. */
  url: string
  key: string
  /** Before the number of each message, such as the serial number of the machine. */
  serial: string
  /** At most so many messages in one request; the inbox takes 500. */
  batch?: number
  /** The first pause after a failure; doubled each time, up to `longestMs`. */
  firstPauseMs?: number
  longestMs?: number
  /** A file that keeps what was not acknowledged over a restart of the gateway; without it memory does. */
  journalFile?: string
  /** Hears of each request before it is sent, and of each answer; null where none came. */
  say?: (event: { numbers: string[]; answer: number | null | undefined }) => void
}

export interface Gateway {
  /** Notes what a meter shows, under the next number; sent when its turn comes. */
  note(kind: string, at: Date, body: object): string
  /** Numbers that the inbox has acknowledged, in their order. */
  readonly acknowledged: readonly string[]
  /** Numbers that the inbox would not have in whatever company: nothing a gateway could mend. */
  readonly given: readonly string[]
  /** Messages that were not acknowledged yet. */
  waiting(): number
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>
  /** Sends nothing more; what waits stays in the journal. */
  stop(): Promise<void>
}

interface State {
  waiting: Message[]
  acknowledged: string[]
  given: string[]
  stopped: boolean
}

const MOST = 500
const PATIENCE_MS = 15_000

/**
 * A concentrator as it stands in a cellar: it numbers what its meters say, sends it in the order it was said, and keeps each message until
 * the inbox has answered that it is kept. No answer, 429 and 5xx are tried again later and later; so is 401, for a key may be renewed.
 */
export function startGateway(options: GatewayOptions): Gateway {
  const journal = openJournal(options.journalFile)
  const state: State = { waiting: [...journal.unacknowledged], acknowledged: [], given: [], stopped: false }
  let last = journal.lastNumber
  const stopping = new AbortController()
  const working = work(options, state, numbers => journal.strike(numbers), stopping.signal)
  return {
    note: (kind, at, body) => {
      last += 1
      const message = { id: `${options.serial}-${String(last).padStart(8, '0')}`, kind, at: at.toISOString(), body }
      journal.note(last, message)
      state.waiting.push(message)
      return message.id
    },
    acknowledged: state.acknowledged,
    given: state.given,
    waiting: () => state.waiting.length,
    idle: async () => {
      while (state.waiting.length > 0) await pause(10)
    },
    stop: async () => {
      state.stopped = true
      stopping.abort()
      await working
    },
  }
}

async function work(
  options: GatewayOptions,
  state: State,
  strike: (numbers: readonly string[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const { batch = 100, firstPauseMs = 500, longestMs = 60_000 } = options
  let most = Math.min(batch, MOST)
  let failures = 0
  const rest = (ms: number) => pause(ms, undefined, { signal }).catch(() => undefined)
  while (!state.stopped) {
    const messages = state.waiting.slice(0, most)
    if (messages.length === 0) {
      await rest(20)
      continue
    }
    const { status, retryAfterMs } = await send(options, messages, signal)
    const numbers = messages.map(message => message.id)
    if (status === 200) {
      state.waiting.splice(0, messages.length)
      state.acknowledged.push(...numbers)
      strike(numbers)
      ;[failures, most] = [0, Math.min(batch, MOST)]
    } else if (isOurFault(status) && messages.length > 1) {
      // One of them is to blame: found by halves, so that it holds up no other.
      most = Math.ceil(messages.length / 2)
    } else if (isOurFault(status)) {
      state.waiting.splice(0, 1)
      state.given.push(...numbers)
      strike(numbers)
    } else {
      const spread = 0.5 + Math.random() / 2
      await rest(retryAfterMs ?? Math.min(longestMs, firstPauseMs * 2 ** failures) * spread)
      failures += 1
    }
  }
}

/** What the inbox cannot read will not become readable: too large, or not the form that was agreed. */
function isOurFault(status: number | null): boolean {
  return status === 400 || status === 413 || status === 422
}

async function send(
  { url, key, say }: GatewayOptions,
  messages: readonly Message[],
  signal: AbortSignal,
): Promise<{ status: number | null; retryAfterMs: number | null }> {
  const numbers = messages.map(message => message.id)
  say?.({ numbers, answer: undefined })
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messages }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    })
    // Acknowledged is what was read to its end: half an answer is none.
    const words: unknown = await answer.json()
    const status = answer.status === 200 && !isAcknowledgement(words, messages.length) ? 502 : answer.status
    say?.({ numbers, answer: status })
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
    return { status, retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null }
  } catch {
    say?.({ numbers, answer: null })
    return { status: null, retryAfterMs: null }
  }
}

/** `{kept, known}` that together are all that was sent. */
function isAcknowledgement(words: unknown, count: number): boolean {
  if (typeof words !== 'object' || words === null || !('kept' in words) || !('known' in words)) return false
  return Number(words.kept) + Number(words.known) === count
}
