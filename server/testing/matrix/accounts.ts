import { createHash, randomBytes } from 'node:crypto'
import { type Permission, STAFF_PERMISSIONS } from '@anju/contract'
import { hashPassword } from '../../src/identity/passwords/password.ts'
import { now } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'
import type { TestDatabase } from '../database.ts'
import { asOwner } from '../world.ts'

/** Somebody signed in: what a browser of theirs sends. */
export interface Account {
  id: string
  app: 'console' | 'field' | 'resident'
  token: string
  sessionId: string
}

export const MATRIX_PASSWORD = 'blue-mountain-41'
const passwordHash = await hashPassword(MATRIX_PASSWORD)

/** Opens a staff account with a role of these permissions, and a session of it. Names are the same in every company. */
export async function openStaff(
  database: TestDatabase,
  tenantId: string,
  userName: string,
  options: { permissions?: readonly Permission[]; communityIds?: string[]; buildingIds?: string[] } = {},
): Promise<Account> {
  const [id, roleId] = [newId(), newId()]
  await asOwner(
    database,
    `insert into identity.staff_account (tenant_id, id, user_name, name, password_hash, password_changed_at, community_ids, building_ids, created_at)
     values ($1, $2, $3, '员工', $7, $4, $5, $6, $4)`,
    [tenantId, id, userName, now(), options.communityIds ?? null, options.buildingIds ?? null, passwordHash],
  )
  await asOwner(
    database,
    'insert into identity.role (tenant_id, id, code, name, permissions) values ($1, $2, $3, $3, $4)',
    [tenantId, roleId, `role-${userName}`, options.permissions ?? STAFF_PERMISSIONS],
  )
  await asOwner(database, 'insert into identity.staff_role (tenant_id, staff_id, role_id) values ($1, $2, $3)', [
    tenantId,
    id,
    roleId,
  ])
  return openSession(database, tenantId, 'staff', id)
}

/** A session of the resident account that the registry opened for a person. */
export async function openResident(database: TestDatabase, tenantId: string, personId: string): Promise<Account> {
  const [row] = await asOwner<{ id: string }>(
    database,
    'select id from identity.resident_account where tenant_id = $1 and person_id = $2',
    [tenantId, personId],
  )
  if (!row) throw new Error('The registry opened no resident account for this person.')
  return openSession(database, tenantId, 'resident', row.id)
}

/** Another session of an account. */
export async function openSession(
  database: TestDatabase,
  tenantId: string,
  kind: 'staff' | 'resident',
  accountId: string,
): Promise<Account> {
  const token = randomBytes(32).toString('base64url')
  const app = kind === 'staff' ? 'console' : 'resident'
  const sessionId = newId()
  await asOwner(
    database,
    `insert into identity.session (tenant_id, id, token_hash, app, account_kind, account_id, started_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7::timestamptz, $7, $7::timestamptz + interval '12 hours')`,
    [tenantId, sessionId, createHash('sha256').update(token).digest(), app, kind, accountId, now()],
  )
  return { id: accountId, app, token, sessionId }
}
