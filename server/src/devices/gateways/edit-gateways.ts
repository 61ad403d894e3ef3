import type { devices as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { gatewayChanged } from '../events.ts'
import { devices } from '../tables.ts'
import { type GatewayRow, readGateway } from './gateway-view.ts'
import { keyHash, keyHint, newKey } from './key.ts'

type WithKey = ResponseOf<typeof contract.addGateway>

/** Registers a gateway of a community; its key is answered this once. Errors: platform.not_found, already_there, devices.name_taken. */
export async function addGateway(tx: Tx, actor: Actor, input: RequestOf<typeof contract.addGateway>): Promise<WithKey> {
  const { id, communityId, name, notes } = input
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, communityId)
  await requireFreeName(tx, actor, communityId, name)
  const key = newKey()
  await devices(tx)
    .insertInto('devices.gateway')
    .values({
      ...{ tenantId: tenantOf(actor), id, communityId, name, notes, keyHash: keyHash(key), keyHint: keyHint(key) },
      ...{ createdByName: actor.name, createdAt: now() },
    })
    .execute()
  await publish(tx, gatewayChanged, { communityId, gatewayId: id })
  return { gateway: await readGateway(tx, actor, id), key }
}

/** Changes name and notes. Errors: platform.not_found, changed_meanwhile, devices.gateway_closed, name_taken. */
export async function editGateway(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editGateway>,
): Promise<GatewayRow> {
  const { gatewayId, version, name, notes } = input
  const before = await requireOpen(tx, actor, gatewayId, version)
  if (name !== before.name) await requireFreeName(tx, actor, before.communityId, name)
  recordChanges(tx, { name: before.name, notes: before.notes }, { name, notes })
  return change(tx, actor, before, { name, notes })
}

/** A new key; the one before opens nothing any more. Errors: platform.not_found, changed_meanwhile, devices.gateway_closed. */
export async function renewGatewayKey(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.renewGatewayKey>,
): Promise<WithKey> {
  const before = await requireOpen(tx, actor, input.gatewayId, input.version)
  const key = newKey()
  recordChanges(tx, { keyHint: before.keyHint }, { keyHint: keyHint(key) })
  return { gateway: await change(tx, actor, before, { keyHash: keyHash(key), keyHint: keyHint(key) }), key }
}

/** Closes a gateway for good. Errors: platform.not_found, changed_meanwhile, devices.gateway_closed. */
export async function closeGateway(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.closeGateway>,
): Promise<GatewayRow> {
  const before = await requireOpen(tx, actor, input.gatewayId, input.version)
  recordChanges(tx, { state: before.state }, { state: 'closed' })
  return change(tx, actor, before, { state: 'closed', closedAt: now() })
}

async function requireOpen(tx: Tx, actor: Actor, gatewayId: string, version: number): Promise<GatewayRow> {
  requireWholeCommunities(actor)
  await devices(tx)
    .selectFrom('devices.gateway')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', gatewayId)
    .forUpdate()
    .execute()
  const gateway = await readGateway(tx, actor, gatewayId)
  if (gateway.version !== version) throw platformRefuse.changedMeanwhile({ version: gateway.version })
  if (gateway.state === 'closed') throw refuse.gatewayClosed()
  return gateway
}

async function requireFreeName(tx: Tx, actor: Actor, communityId: string, name: string): Promise<void> {
  const other = await devices(tx)
    .selectFrom('devices.gateway')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('name', '=', name)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (other) throw refuse.nameTaken({ name })
}

interface Change {
  name?: string
  notes?: string
  keyHash?: Buffer
  keyHint?: string
  state?: 'closed'
  closedAt?: Date
}

async function change(tx: Tx, actor: Actor, before: GatewayRow, changes: Change): Promise<GatewayRow> {
  await devices(tx)
    .updateTable('devices.gateway')
    .set({ ...changes, version: before.version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', before.id)
    .execute()
  await publish(tx, gatewayChanged, { communityId: before.communityId, gatewayId: before.id })
  return readGateway(tx, actor, before.id)
}
