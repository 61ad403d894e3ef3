import { RESIDENT_PERMISSIONS, STAFF_PERMISSIONS } from '@anju/contract'
import type pg from 'pg'
import { type Actor, ANONYMOUS, systemActor } from '../src/platform/actor.ts'
import { now } from '../src/platform/clock.ts'
import { newId } from '../src/platform/ids.ts'
import type { TestDatabase } from './database.ts'

export interface Tenant {
  tenantId: string
  system: Actor
  /** A staff account with these permissions (default: all) and scope (default: every community). */
  staff(options?: {
    name?: string
    permissions?: readonly string[]
    communityIds?: string[] | null
    buildingIds?: string[] | null
  }): Promise<Actor>
  /** A resident account of a person of the registry. */
  resident(personId: string, name?: string): Promise<Actor>
}

/** A company of its own in a test database, made by plain SQL as the owner, so that tests of any module can stand on it. */
export async function makeTenant(database: TestDatabase, name = '测试物业'): Promise<Tenant> {
  const tenantId = newId()
  await asOwner(database, 'insert into identity.company (tenant_id, code, name, created_at) values ($1, $2, $3, $4)', [
    tenantId,
    `c${tenantId.slice(-12)}`,
    name,
    now(),
  ])
  return {
    tenantId,
    system: systemActor(tenantId),
    staff: async (options = {}) => {
      const id = newId()
      const staffName = options.name ?? '员工'
      const communityIds = options.communityIds ?? null
      const buildingIds = options.buildingIds ?? null
      await asOwner(
        database,
        `insert into identity.staff_account (tenant_id, id, user_name, name, password_hash, password_changed_at, community_ids, building_ids, created_at)
         values ($1, $2, $3, $4, 'none', $5, $6, $7, $5)`,
        [tenantId, id, `u${id.slice(-12)}`, staffName, now(), communityIds, buildingIds],
      )
      const permissions = new Set(options.permissions ?? STAFF_PERMISSIONS)
      const roleId = newId()
      await asOwner(
        database,
        'insert into identity.role (tenant_id, id, code, name, permissions) values ($1, $2, $3, $4, $5)',
        [tenantId, roleId, `r${roleId.slice(-12)}`, `测试角色 ${roleId.slice(-12)}`, [...permissions]],
      )
      await asOwner(database, 'insert into identity.staff_role (tenant_id, staff_id, role_id) values ($1, $2, $3)', [
        tenantId,
        id,
        roleId,
      ])
      return { ...ANONYMOUS, kind: 'staff', tenantId, id, name: staffName, permissions, communityIds, buildingIds }
    },
    resident: async (personId, residentName = '业主') => {
      const id = newId()
      await asOwner(
        database,
        'insert into identity.resident_account (tenant_id, id, person_id, name, phone_index, created_at) values ($1, $2, $3, $4, $5, $6)',
        [tenantId, id, personId, residentName, Buffer.from(id), now()],
      )
      return {
        ...ANONYMOUS,
        kind: 'resident',
        tenantId,
        id,
        personId,
        name: residentName,
        permissions: new Set(RESIDENT_PERMISSIONS),
        communityIds: null,
      }
    },
  }
}

/** Runs a statement as the owner of the database, past every wall. For building a world and for looking behind the walls. */
export async function asOwner<R extends pg.QueryResultRow>(
  database: TestDatabase,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  const client = await database.owner.connect()
  // What failed may have left its connection in a transaction of its own, or with a setting.
  let failed = true
  try {
    const { rows } = await client.query<R>(text, values)
    failed = false
    return rows
  } finally {
    client.release(failed)
  }
}
