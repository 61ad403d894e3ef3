import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { roleGrantsNeedApproval } from '../settings.ts'
import { identity } from '../tables.ts'

export type GrantView = z.output<typeof contract.RoleGrant>

/** Whether rights over money or users need a second administrator's agreement in this company. */
export function grantsNeedApproval(tx: Tx): Promise<boolean> {
  return readSetting(tx, roleGrantsNeedApproval)
}

const STAFF = sql<GrantView['staff']>`jsonb_build_object('id', a.id, 'name', a.name, 'userName', a.user_name)`

function grantRows(tx: Tx, actor: Actor) {
  return identity(tx)
    .selectFrom('identity.roleGrant as g')
    .innerJoin('identity.staffAccount as a', join =>
      join.onRef('a.tenantId', '=', 'g.tenantId').onRef('a.id', '=', 'g.staffId'),
    )
    .where('g.tenantId', '=', tenantOf(actor))
    .$if(actor.communityIds !== null, query =>
      query.where(
        sql<boolean>`(a.community_ids is null or a.community_ids && ${[...(actor.communityIds ?? [])]}::uuid[])`,
      ),
    )
}

const COLUMNS = [
  'g.id',
  'g.state',
  'g.roleId',
  'g.roleName',
  'g.askedBy as askedById',
  'g.askedByName as askedBy',
  'g.askedAt',
  'g.decidedByName as decidedBy',
  'g.decidedAt',
  'g.note',
] as const

const SORTS = { askedAt: { by: sql`g.asked_at`, type: 'timestamptz' } } as const
const FALLBACK = '-askedAt'

/** Roles asked for, the latest first. */
export async function listRoleGrants(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listRoleGrants>,
): Promise<ResponseOf<typeof contract.listRoleGrants>> {
  const keys = keyset(input, sql<string>`g.id`, SORTS, FALLBACK)
  const filtered = grantRows(tx, actor).$if(input.state !== undefined, query =>
    query.where('g.state', '=', input.state ?? ''),
  )
  const rows = await filtered
    .select([...COLUMNS, STAFF.as('staff'), keys.key.as('sortKey')])
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await filtered.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  const items = rows.map(row => ({ ...row, state: row.state as GrantView['state'] }))
  return pageOfRows(input, items, count, FALLBACK)
}

/** One request within the actor's sight; otherwise not found. */
export async function readGrantById(tx: Tx, actor: Actor, grantId: string): Promise<GrantView> {
  const row = await grantRows(tx, actor)
    .select([...COLUMNS, STAFF.as('staff')])
    .where('g.id', '=', grantId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  return { ...row, state: row.state as GrantView['state'] }
}
