import type { residents as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import type { Door } from '../../platform/module.ts'
import { homes } from '../../registry/index.ts'
import { residents } from '../tables.ts'

/** Communities of every company by a part of their name; before anybody has signed in. */
export async function findCommunities(
  door: Door,
  actor: Actor,
  input: { text: string },
): Promise<ResponseOf<typeof contract.findCommunities>> {
  const found = await door.run(actor, tx => homes.findCommunities(tx, input.text), { readOnly: true })
  const items = found.map(({ communityId, name, address, tenantId, companyName }) => ({
    ...{ id: communityId, name, address, companyId: tenantId, companyName },
  }))
  return { items }
}

/** The communities of the resident's company, by name. */
export async function listCommunities(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listCommunities>> {
  const items = await residents(tx)
    .selectFrom('registry.publicCommunity')
    .select(['id', 'name', 'address'])
    .where('tenantId', '=', tenantOf(actor))
    .orderBy('name')
    .orderBy('id')
    .limit(500)
    .execute()
  return { items: items as { id: string; name: string; address: string }[] }
}

/** Rooms by their exact number, as labels. Errors: platform.not_found (community). */
export async function findRooms(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.findRooms>,
): Promise<ResponseOf<typeof contract.findRooms>> {
  await requireCommunity(tx, actor, input.communityId)
  const rooms = await homes.findRooms(tx, input.communityId, input.text)
  return { items: rooms.map(({ label }) => ({ label })) }
}

/** The name of a community of the actor's company. Errors: platform.not_found. */
export async function requireCommunity(tx: Tx, actor: Actor, communityId: string): Promise<string> {
  const community = await residents(tx)
    .selectFrom('registry.publicCommunity')
    .select('name')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', communityId)
    .executeTakeFirst()
  if (!community) throw refuse.notFound()
  return community.name ?? ''
}
