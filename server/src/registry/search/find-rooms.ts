import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { endStay } from '../occupancies/end-stay.ts'
import { aliasStart } from '../premises/room.ts'
import { registry } from '../tables.ts'

interface FoundRoom {
  premisesId: string
  label: string
}

/**
 * Rooms of a community whose number is exactly what somebody typed, in any usual spelling; at most ten. Also for residents who do not
 * live there: it tells labels, and nothing of who does.
 */
async function findRooms(tx: Tx, communityId: string, text: string): Promise<FoundRoom[]> {
  const key = aliasStart(text)
  if (!key) return []
  const { rows } = await sql<FoundRoom>`select * from registry.find_rooms(${communityId}, ${key})`.execute(registry(tx))
  return rows
}

interface FoundCommunity {
  tenantId: string
  companyName: string
  communityId: string
  name: string
  address: string
}

/** Communities of every company by a part of their name, for who has not signed in; at most twenty. */
async function findCommunities(tx: Tx, text: string): Promise<FoundCommunity[]> {
  const { rows } = await sql<FoundCommunity>`select * from registry.find_communities(${text})`.execute(registry(tx))
  return rows
}

/** What the modules to the right need of homes beyond the walls of who asks, under one name. */
export const homes = { findRooms, findCommunities, endStay }
