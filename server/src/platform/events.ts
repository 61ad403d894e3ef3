import type { Permission } from '@anju/contract'
import { z } from 'zod'
import { tenantOf } from './actor.ts'
import { now } from './clock.ts'
import { drawer, type Tx } from './db.ts'
import { newId } from './ids.ts'
import { defineJob, enqueue } from './jobs.ts'
import type { Module, Subscription } from './module.ts'

const platform = drawer('platform')

export interface EventDefinition<P extends z.ZodType = z.ZodType> {
  /** `module.pastTense`, such as `billing.billsIssued`. */
  name: string
  payload: P
  /**
   * Who hears of it on an open screen: staff with this permission within scope; residents of its premises; with `accounts`, besides
   * them, the accounts of the payload's `accountIds`.
   */
  realtime: { staff: Permission | null; residents: boolean; accounts?: true }
}

/**
 * Declares an event. A payload holds ids, not contents; `communityId` and `premisesId` in it decide who hears of it.
 */
export function defineEvent<P extends z.ZodType>(
  name: string,
  payload: P,
  realtime: EventDefinition['realtime'],
): EventDefinition<P> {
  const definition = { name, payload, realtime }
  definitions.set(name, definition)
  return definition
}

const definitions = new Map<string, EventDefinition>()
const subscriptions = new Map<string, Subscription>()

/** Looks an event up by name, for the realtime hub. */
export function eventDefinition(name: string): EventDefinition | undefined {
  return definitions.get(name)
}

/** Makes the modules' listeners known to `publish`; called once at the start, from the ordered list. */
export function registerSubscriptions(modules: Module[]): void {
  subscriptions.clear()
  for (const subscription of modules.flatMap(module => module.on))
    subscriptions.set(subscription.subscriber, subscription)
}

/**
 * Stores the event, when the caller's transaction ends, and one job per subscriber in it. The table itself tells open screens: a
 * resident, who may not read events, could not learn the number of one.
 */
export async function publish<P extends z.ZodType>(
  tx: Tx,
  event: EventDefinition<P>,
  payload: z.input<P>,
): Promise<void> {
  const id = newId()
  tx.events.push({ id, name: event.name, payload: event.payload.parse(payload), at: now() })
  for (const { subscriber, event: heard } of subscriptions.values()) {
    if (heard.name === event.name) await enqueue(tx, deliverEvent, { eventId: id, subscriber })
  }
}

/** Runs a subscriber's listener for one event, once however often it is delivered. */
export const deliverEvent = defineJob(
  'platform.deliverEvent',
  z.object({ eventId: z.uuid(), subscriber: z.string() }),
  async (tx, actor, input) => {
    const subscription = subscriptions.get(input.subscriber)
    if (!subscription) throw new Error(`No module listens as ${input.subscriber} any more.`)
    const event = await platform(tx)
      .selectFrom('platform.event')
      .select(['payload', 'at', 'actorId'])
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', input.eventId)
      .executeTakeFirstOrThrow()
    await once(tx, input.eventId, input.subscriber, () =>
      subscription.listen(tx, actor, subscription.event.payload.parse(event.payload) as never, {
        ...{ at: event.at, by: event.actorId },
      }),
    )
  },
)

/** Does `work` unless this subscriber has done it for this event before: delivered twice, applied once. */
export async function once(tx: Tx, eventId: string, subscriber: string, work: () => Promise<void>): Promise<void> {
  const first = await platform(tx)
    .insertInto('platform.applied')
    .values({ tenantId: tenantOf(tx.actor), eventId, subscriber, at: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('eventId')
    .executeTakeFirst()
  if (first) await work()
}
