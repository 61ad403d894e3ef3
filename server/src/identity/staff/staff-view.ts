import { identity as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { maskPhone, unseal } from '../../platform/seal.ts'
import { likeText } from '../../platform/starts-with.ts'
import { mobileOf, phoneIndexOf } from '../residents/phone.ts'
import { identity } from '../tables.ts'

export type StaffView = z.output<typeof contract.Staff>
type Filters = Omit<RequestOf<typeof contract.listStaff>, 'limit' | 'cursor' | 'sort'>

const ROLES = sql<
  StaffView['roles']
>`(select coalesce(jsonb_agg(jsonb_build_object('id', ro.id, 'name', ro.name) order by ro.name), '[]')
  from identity.staff_role sr join identity.role ro on ro.tenant_id = sr.tenant_id and ro.id = sr.role_id
  where sr.tenant_id = a.tenant_id and sr.staff_id = a.id)`

const PENDING = sql<
  string[]
>`(select coalesce(array_agg(g.role_name order by g.role_name), '{}') from identity.role_grant g
  where g.tenant_id = a.tenant_id and g.staff_id = a.id and g.state = 'asked')`

const TOTP = sql<boolean>`exists (select 1 from identity.staff_totp t
  where t.tenant_id = a.tenant_id and t.staff_id = a.id and t.enrolled_at is not null)`

function accessAt(at: Date) {
  return sql<StaffView['access']>`case when a.password_hash is not null and a.must_change_password then 'one-time'
    when a.password_hash is not null then 'password'
    when exists (select 1 from identity.invitation i where i.tenant_id = a.tenant_id and i.staff_id = a.id
      and i.used_at is null and i.ended_at is null and i.expires_at > ${at}) then 'invited' else 'none' end`
}

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

function filtered(tx: Tx, actor: Actor, filters: Filters) {
  const text = filters.text?.normalize('NFKC').trim() ?? ''
  const mobile = mobileOf(text)
  const like = `%${likeText(text)}%`
  const states = {
    active: sql<boolean>`a.state = 'active'`,
    disabled: sql<boolean>`a.state = 'disabled'`,
    locked: sql<boolean>`a.state = 'active' and a.locked_until > ${now()}`,
    'not-in-yet': sql<boolean>`a.state = 'active' and (a.password_hash is null or a.last_sign_in_at is null)`,
  }
  return visibleStaff(tx, actor)
    .$if(text !== '', query =>
      query.where(
        mobile
          ? sql<boolean>`a.phone_index = ${phoneIndexOf(mobile)}`
          : sql<boolean>`(a.user_name ilike ${like} or a.name ilike ${like})`,
      ),
    )
    .$if(filters.roleId !== undefined, query =>
      query.where(sql<boolean>`exists (select 1 from identity.staff_role sr
        where sr.tenant_id = a.tenant_id and sr.staff_id = a.id and sr.role_id = ${filters.roleId})`),
    )
    .$if(filters.permission !== undefined, query =>
      query.where(sql<boolean>`exists (select 1 from identity.staff_role sr
        join identity.role ro on ro.tenant_id = sr.tenant_id and ro.id = sr.role_id
        where sr.tenant_id = a.tenant_id and sr.staff_id = a.id and ${filters.permission} = any (ro.permissions))`),
    )
    .$if(filters.communityId !== undefined, query =>
      query.where(sql<boolean>`(a.community_ids is null or ${filters.communityId}::uuid = any (a.community_ids))`),
    )
    .$if(filters.state !== undefined, query => query.where(states[filters.state ?? 'active']))
}

function columns(at: Date) {
  return [
    ...(['a.id', 'a.version', 'a.userName', 'a.name', 'a.phoneSealed', 'a.communityIds', 'a.buildingIds'] as const),
    ...(['a.state', 'a.lockedUntil', 'a.lastSignInAt'] as const),
    ...[ROLES.as('roles'), PENDING.as('pendingRoles'), TOTP.as('totp'), accessAt(at).as('access')],
  ] as const
}

function view<R extends { phoneSealed: Buffer | null; state: string }>({ phoneSealed, ...row }: R) {
  return {
    ...row,
    phoneMasked: phoneSealed ? maskPhone(unseal(phoneSealed)) : null,
    state: row.state as StaffView['state'],
  }
}

const SORTS = {
  userName: { by: sql`a.user_name`, type: 'text' },
  name: { by: sql`a.name`, type: 'text' },
  state: { by: sql`a.state`, type: 'text' },
  createdAt: { by: sql`a.created_at`, type: 'timestamptz' },
  lastSignInAt: { by: sql`coalesce(a.last_sign_in_at, '-infinity')`, type: 'timestamptz' },
} as const
const FALLBACK = 'userName'

/** Staff accounts with roles and scope, by user name unless asked otherwise. `text` is a part of a name or a whole phone. */
export async function listStaff(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listStaff>,
): Promise<ResponseOf<typeof contract.listStaff>> {
  const keys = keyset(input, sql<string>`a.id`, SORTS, FALLBACK)
  const rows = await filtered(tx, actor, input)
    .select(columns(now()))
    .select(keys.key.as('sortKey'))
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await filtered(tx, actor, input)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return pageOfRows(input, rows.map(view), count, FALLBACK)
}

const ACCESS: Record<StaffView['access'], string> = {
  password: '已设密码',
  'one-time': '一次性密码，待修改',
  invited: '已邀请',
  none: '未开通',
}

/** The staff list as a file, with the same filters; phones are masked. */
export const exportStaff = defineExport(contract.exportStaff, '员工账号', listStaff, [
  { title: '登录名', value: row => row.userName, width: 16 },
  { title: '姓名', value: row => row.name },
  { title: '手机号', value: row => row.phoneMasked, width: 16 },
  { title: '角色', value: row => row.roles.map(role => role.name).join('、'), width: 30 },
  { title: '小区范围', value: row => (row.communityIds === null ? '全部小区' : `${row.communityIds.length} 个小区`) },
  { title: '楼栋范围', value: row => (row.buildingIds === null ? '全部楼栋' : `${row.buildingIds.length} 栋`) },
  { title: '状态', value: row => (row.state === 'active' ? '正常' : '已停用') },
  { title: '登录方式', value: row => ACCESS[row.access], width: 20 },
  { title: '动态口令', value: row => (row.totp ? '已绑定' : '') },
  { title: '上次登录', value: row => row.lastSignInAt, format: 'instant', width: 20 },
])

/** One staff account within the actor's sight; otherwise not found. */
export async function readStaffById(tx: Tx, actor: Actor, staffId: string): Promise<StaffView> {
  const row = await visibleStaff(tx, actor).select(columns(now())).where('a.id', '=', staffId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  return view(row)
}

/** One staff account, for its page. Error: platform.not_found. */
export function readStaff(tx: Tx, actor: Actor, input: { staffId: string }): Promise<StaffView> {
  return readStaffById(tx, actor, input.staffId)
}
