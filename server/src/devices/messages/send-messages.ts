import type { devices as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, systemActor } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import { type Entrance, inEnteredTransaction, type Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { moduleIsOpenIn } from '../../platform/features/open-modules.ts'
import { newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Door } from '../../platform/module.ts'
import { refuse } from '../errors.ts'
import { keyHash } from '../gateways/key.ts'
import { devices } from '../tables.ts'
import { takeMessages } from './take-messages.ts'

/**
 * Keeps what a gateway sends, each number once, and answers when it is committed: what was acknowledged is never lost. What it means is
 * decided by a job. Errors: devices.key_unknown, platform.module_off.
 */
export async function sendMessages(
  door: Door,
  _actor: Actor,
  { messages }: RequestOf<typeof contract.sendMessages>,
): Promise<ResponseOf<typeof contract.sendMessages>> {
  const key = /^Bearer (anju_gw_[\w-]{43})$/.exec(door.header('authorization') ?? '')?.[1]
  if (!key) throw refuse.keyUnknown()
  const heard: { gateway: Gateway | null } = { gateway: null }
  return inEnteredTransaction(door.db, enterByKey(key, heard), async tx => {
    const { gateway } = heard
    if (!gateway) throw refuse.keyUnknown()
    if (!(await moduleIsOpenIn(tx, 'devices', gateway.communityId)))
      throw platformRefuse.moduleOff({ module: 'devices' })
    const kept = await keep(tx, gateway, messages)
    return { kept, known: messages.length - kept }
  })
}

interface Gateway {
  tenantId: string
  gatewayId: string
  communityId: string
}

interface Found {
  tenant_id: string
  gateway_id: string
  community_id: string
  name: string
}

/** The way in of a gateway: the system of its company, in its community alone. */
function enterByKey(key: string, heard: { gateway: Gateway | null }): Entrance {
  return {
    statement: `select * from devices.enter('\\x${keyHash(key).toString('hex')}', '${today()}')`,
    actorOf(rows) {
      const [found] = rows as unknown as (Found | undefined)[]
      if (!found) throw refuse.keyUnknown()
      heard.gateway = { tenantId: found.tenant_id, gatewayId: found.gateway_id, communityId: found.community_id }
      return { ...systemActor(found.tenant_id), name: found.name, communityIds: [found.community_id] }
    },
  }
}

type Said = RequestOf<typeof contract.sendMessages>['messages'][number]

async function keep(tx: Tx, { tenantId, gatewayId, communityId }: Gateway, messages: readonly Said[]): Promise<number> {
  const at = now()
  const column = <T>(of: (message: Said) => T) => messages.map(of)
  const { rows } = await sql`
    insert into devices.message (tenant_id, id, gateway_id, community_id, number, kind, said_at, body, received_at)
    select ${tenantId}, m.id, ${gatewayId}, ${communityId}, m.number, m.kind, m.said_at, m.body, ${at}
    from unnest(${column(() => newId())}::uuid[], ${column(one => plain(one.id))}::text[], ${column(one => plain(one.kind))}::text[],
      ${column(one => one.at)}::timestamptz[], ${column(one => JSON.stringify(plainly(one.body)))}::jsonb[])
      with ordinality as m(id, number, kind, said_at, body, place)
    order by m.place
    on conflict (tenant_id, gateway_id, number) do nothing returning 1`.execute(devices(tx))
  await devices(tx)
    .updateTable('devices.gateway')
    .set({ lastHeardAt: at })
    .where('tenantId', '=', tenantId)
    .where('id', '=', gatewayId)
    .execute()
  if (rows.length > 0)
    await enqueue(
      tx,
      takeMessages,
      { gatewayId, communityId },
      { queue: `devices:${gatewayId}`, key: `devices:${gatewayId}` },
    )
  return rows.length
}

/** Text as the database can hold it: one character is not for it. */
function plain(text: string): string {
  return text.replaceAll('\u0000', '')
}

function plainly(value: unknown): unknown {
  if (typeof value === 'string') return plain(value)
  if (Array.isArray(value)) return value.map(plainly)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [plain(name), plainly(inner)]))
}
