import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { defineManualJob, type JobDoor } from '../../platform/jobs.ts'
import { gatewayChanged } from '../events.ts'
import { devices } from '../tables.ts'
import { type Kept, MESSAGE_TAKERS } from './take-by-kind.ts'

const BATCH = 200
const Payload = z.object({ gatewayId: z.uuid(), communityId: z.uuid() })

/**
 * Decides what waits of a gateway, in the order it came, in pieces of a transaction each: what a message brings and its being taken are
 * one. A piece that is refused as a whole is taken message by message, so that one cannot hold up the others.
 */
export const takeMessages = defineManualJob('devices.takeMessages', Payload, async (door, actor, gateway) => {
  while (await takeSome(door, actor, gateway, BATCH)) {
    // as long as there are more
  }
})

type Gateway = z.output<typeof Payload>

async function takeSome(door: JobDoor, actor: Actor, gateway: Gateway, most: number): Promise<boolean> {
  try {
    return await door.run(async tx => {
      const waiting = await nextOf(tx, actor, gateway, most)
      const reasons = await reasonsOf(tx, actor, gateway.communityId, waiting)
      await decide(tx, actor, gateway, waiting, reasons)
      return waiting.length === most
    })
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === null) throw error
    if (most > 1) {
      for (let taken = 0; taken < most; taken += 1) await takeSome(door, actor, gateway, 1)
    } else {
      await door.run(async tx => {
        const waiting = await nextOf(tx, actor, gateway, 1)
        await decide(tx, actor, gateway, waiting, new Map(waiting.map(one => [one.id, reason])))
      })
    }
    return true
  }
}

/** Why the message itself is to blame: what a module refused, or data that the database cannot hold; null for every other failure. */
function reasonOf(error: unknown): string | null {
  if (error instanceof Refusal) return error.code
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  if (typeof code === 'string' && /^2[23][0-9A-Z]{3}$/.test(code)) return 'devices.body_wrong'
  return cause ? reasonOf(cause) : null
}

async function nextOf(tx: Tx, actor: Actor, { gatewayId }: Gateway, most: number): Promise<Kept[]> {
  return devices(tx)
    .selectFrom('devices.message')
    .select(['id', 'kind', 'saidAt', 'body'])
    .where('tenantId', '=', tenantOf(actor))
    .where('gatewayId', '=', gatewayId)
    .where('state', '=', 'waiting')
    .orderBy('seq')
    .limit(most)
    .forUpdate()
    .execute()
}

/** Hands messages to those who know their kind; answers why some are not taken, by their ids. */
async function reasonsOf(
  tx: Tx,
  actor: Actor,
  communityId: string,
  waiting: readonly Kept[],
): Promise<Map<string, string>> {
  const reasons = new Map<string, string>()
  for (const [kind, messages] of Map.groupBy(waiting, message => message.kind)) {
    const take = MESSAGE_TAKERS[kind]
    if (take) for (const [id, reason] of await take(tx, actor, communityId, messages)) reasons.set(id, reason)
    else for (const { id } of messages) reasons.set(id, 'devices.kind_unknown')
  }
  return reasons
}

async function decide(
  tx: Tx,
  actor: Actor,
  { gatewayId, communityId }: Gateway,
  messages: readonly Kept[],
  reasons: ReadonlyMap<string, string>,
): Promise<void> {
  if (messages.length === 0) return
  await sql`
    update devices.message m set state = case when d.reason is null then 'taken' else 'refused' end, reason = d.reason, decided_at = ${now()}
    from unnest(${messages.map(one => one.id)}::uuid[], ${messages.map(one => reasons.get(one.id) ?? null)}::text[]) as d(id, reason)
    where m.tenant_id = ${tenantOf(actor)} and m.id = d.id`.execute(devices(tx))
  await publish(tx, gatewayChanged, { communityId, gatewayId })
}
