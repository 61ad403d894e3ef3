import type { identity as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { identity } from '../tables.ts'

type StaffView = z.output<typeof contract.Staff>

const ROLES = sql<
  StaffView['roles']
>`(select coalesce(jsonb_agg(jsonb_build_object('id', ro.id, 'name', ro.name) order by ro.name), '[]')
  from identity.staff_role sr join identity.role ro on ro.tenant_id = sr.tenant_id and ro.id = sr.role_id
  where sr.tenant_id = a.tenant_id and sr.staff_id = a.id)`

/** Staff of the company whom the actor may see: with a data scope, those who work in one of its communities. */
function visibleStaff(tx: Tx, actor: Actor) {
  return identity(tx)
    .selectFrom('identity.staffAccount as a')
    .where('a.tenantId', '=', tenantOf(actor))
    .$if(actor.communityIds !== null, query =>
      query.where(
        sql<boolean>`(a.community_ids is null or a.community_ids && ${[...(actor.communityIds ?? [])]}::uuid[])`,
      ),
    )
}

const SORTS = {
  userName: { by: sql`a.user_name`, type: 'text' },
  name: { by: sql`a.name`, type: 'text' },
  state: { by: sql`a.state`, type: 'text' },
  createdAt: { by: sql`a.created_at`, type: 'timestamptz' },
  lastSignInAt: { by: sql`coalesce(a.last_sign_in_at, '-infinity')`, type: 'timestamptz' },
} as const
const FALLBACK = 'userName'

/** Staff accounts with roles and scope, by user name unless asked otherwise. */
export async function listStaff(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listStaff>,
): Promise<ResponseOf<typeof contract.listStaff>> {
  const keys = keyset(input, sql<string>`a.id`, SORTS, FALLBACK)
  const like = `%${(input.text ?? '').trim().replace(/[\\%_]/g, '\\$&')}%`
  const filtered = visibleStaff(tx, actor)
    .$if(Boolean(input.text?.trim()), query =>
      query.where(sql<boolean>`(a.user_name ilike ${like} or a.name ilike ${like})`),
    )
    .$if(Boolean(input.roleId), query =>
      query.where(sql<boolean>`exists (select 1 from identity.staff_role sr
        where sr.tenant_id = a.tenant_id and sr.staff_id = a.id and sr.role_id = ${input.roleId ?? null})`),
    )
  const rows = await filtered
    .select(['a.id', 'a.userName', 'a.name', 'a.communityIds', 'a.state', 'a.lockedUntil', 'a.lastSignInAt'])
    .select([ROLES.as('roles'), keys.key.as('sortKey')])
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await filtered.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return pageOfRows(
    input,
    rows.map(row => ({ ...row, state: row.state as StaffView['state'] })),
    count,
    FALLBACK,
  )
}

/** One staff account within the actor's sight; otherwise not found. */
export async function readStaffById(tx: Tx, actor: Actor, staffId: string): Promise<StaffView> {
  const row = await visibleStaff(tx, actor)
    .select(['a.id', 'a.userName', 'a.name', 'a.communityIds', 'a.state', 'a.lockedUntil', 'a.lastSignInAt'])
    .select(ROLES.as('roles'))
    .where('a.id', '=', staffId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  return { ...row, state: row.state as StaffView['state'] }
}
