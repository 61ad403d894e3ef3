import { ApiError } from '@anju/contract'
import { noticeSignedOut } from '../api.ts'
import { decideOutcome, waitAfter } from './decide-outcome.ts'
import { type EntryRefusal, nextToSend, type OutboxEntry } from './outbox-entry.ts'
import { countTry, readOutbox, takeEntry } from './outbox-store.ts'
import { type Answer, sendEntry } from './send-entry.ts'

export interface Drain {
  /** Sends what waits. Ends when nothing is left that can go now; never rejects, what fails is tried again later. */
  run: () => Promise<void>
  /** Ends retrying, when the person signs out. */
  stop: () => void
}

/**
 * Sends the entries of an account in order. One tab at a time does so (Web Locks); the others wait and then find nothing
 * left. After a failure that may pass, it tries again later by itself.
 */
export function makeDrain(owner: string, onAnswer: (entry: OutboxEntry, answer: Answer) => void): Drain {
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function run(): Promise<void> {
    again = true
    if (running) return running
    clearTimeout(timer)
    running = oneTabAtATime(async () => {
      try {
        while (again && !stopped) {
          again = false
          await pass()
        }
      } catch {
        // The phone's store did not open, or broke: what waits is still in it.
        tryLater()
      } finally {
        // Together with leaving the loop, so that no run is asked for in between and forgotten.
        running = null
      }
    }).catch(() => {
      // The lock was refused, as a page that is being left is; nothing above has run.
      running = null
      tryLater()
    })
    return running
  }

  function tryLater(): void {
    failures += 1
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void run(), waitAfter(failures))
  }

  async function pass(): Promise<void> {
    while (!stopped && navigator.onLine) {
      const entry = nextToSend((await readOutbox(owner)).entries)
      if (!entry) return
      const outcome = await attempt(entry, onAnswer)
      if (outcome === 'retry') {
        tryLater()
        return
      }
      failures = 0
    }
  }

  function stop(): void {
    stopped = true
    clearTimeout(timer)
  }

  return { run, stop }
}

async function oneTabAtATime(work: () => Promise<void>): Promise<void> {
  // Plain http has no Web Locks; two tabs may then send the same entry, and the key makes it one write.
  if (!navigator.locks) return work()
  await navigator.locks.request('anju.field.outbox', work)
}

async function attempt(entry: OutboxEntry, onAnswer: (entry: OutboxEntry, answer: Answer) => void) {
  try {
    const answer = await sendEntry(entry)
    // Before the entry goes, so that no screen shows the task as it was for a moment.
    onAnswer(entry, answer)
    await takeEntry(entry.id)
    return 'delete'
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    noticeSignedOut(error)
    const outcome = decideOutcome(error, entry.tries)
    await settle(entry, outcome, { status: error.status, code: error.code, params: error.params })
    return outcome
  }
}

function settle(entry: OutboxEntry, outcome: ReturnType<typeof decideOutcome>, err: EntryRefusal): Promise<void> {
  const { id, owner, orderId, place, kind } = entry
  if (outcome !== 'late') return countTry(id, outcome === 'park' ? err : undefined)
  if (kind === 'photo') return takeEntry(id)
  return takeEntry(id, { id, at: Date.now(), owner, orderId, place, kind, words: wordsOf(entry), err })
}

function wordsOf(entry: OutboxEntry): string {
  if (entry.kind === 'finish' || entry.kind === 'visit') return entry.body.note
  if (entry.kind === 'reading') return entry.body.value
  if (entry.kind === 'skip') return entry.body.reason
  return entry.kind === 'decline' ? entry.body.reason : ''
}
