import type { serviceDesk, WireResponseOf } from '@anju/contract'
import type { Tone } from '@anju/ui'
import type { EntryContent, OutboxEntry } from '../outbox/outbox-entry.ts'

export type Task = WireResponseOf<typeof serviceDesk.listMyTasks>['items'][number]
export type TaskDetail = WireResponseOf<typeof serviceDesk.readMyTask>

/** How a state looks to the person who works: what waits for them stands out. */
export const STATE_TONES: Record<Task['state'], Tone> = {
  reported: 'neutral',
  assigned: 'warning',
  working: 'info',
  done: 'success',
  closed: 'success',
  void: 'neutral',
}

export type Step = Exclude<EntryContent['kind'], 'photo' | 'clock' | 'reading' | 'skip' | 'visit'>

const STATE_AFTER: Record<Step, Task['state']> = { accept: 'working', decline: 'reported', finish: 'done' }

function isStep(kind: EntryContent['kind']): kind is Step {
  return kind in STATE_AFTER
}

export interface TaskNow<T extends Task> {
  /** The task as it will be when everything that waits has arrived. */
  task: T
  /** The last step that is not sent yet. */
  waiting: Step | null
  /** true where the server refused a step of this task: a person must look at the queue. */
  refused: boolean
}

/** A task together with what the outbox holds about it, so that the next thing can be done without a network. */
export function taskNow<T extends Task>(task: T, entries: readonly OutboxEntry[]): TaskNow<T> {
  const own = entries.filter(entry => entry.orderId === task.id)
  const steps = own.flatMap(({ kind }) => (isStep(kind) ? [kind] : []))
  const waiting = steps.at(-1) ?? null
  const refused = own.some(entry => entry.err !== null)
  return { task: waiting ? { ...task, state: STATE_AFTER[waiting] } : task, waiting, refused }
}

export interface Due {
  late: boolean
  days: number
  hours: number
  minutes: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/**
 * How long a task has until what is next must be done (taken on while it is assigned, finished after that), or by how
 * much it is late. Null once the work is done. `now` in ms.
 */
export function dueOf(task: Pick<Task, 'state' | 'respondBy' | 'finishBy'>, now: number): Due | null {
  if (task.state !== 'assigned' && task.state !== 'working') return null
  const until = new Date(task.state === 'assigned' ? task.respondBy : task.finishBy).getTime() - now
  const left = Math.abs(until)
  return {
    late: until < 0,
    days: Math.floor(left / DAY_MS),
    hours: Math.floor((left % DAY_MS) / HOUR_MS),
    minutes: Math.floor((left % HOUR_MS) / MINUTE_MS),
  }
}
