import { residents as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { staysOf } from '../households/household-view.ts'
import { residents } from '../tables.ts'

export type ApplicationDetail = ResponseOf<typeof contract.readApplication>
type Row = ResponseOf<typeof contract.listApplications>['items'][number]
type MyApplication = ResponseOf<typeof contract.applyForHousehold>
type Filters = Pick<RequestOf<typeof contract.listApplications>, 'communityId' | 'state' | 'text'>

const SORTS = {
  createdAt: { by: sql`a.created_at`, type: 'timestamptz' },
  applicantName: { by: sql`a.applicant_name`, type: 'text' },
} as const

/** Applications in the actor's scope, newest first. */
export async function listApplications(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listApplications>,
): Promise<ResponseOf<typeof contract.listApplications>> {
  const keys = keyset(input, sql<string>`a.id`, SORTS, '-createdAt')
  const rows = await pageRows(filtered(tx, actor, input), keys, input)
  const { count } = await filtered(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return pageOfRows(
    input,
    rows.map(row => ({ ...viewOf(row), sortKey: row.sortKey })),
    count,
    '-createdAt',
  )
}

const STATE_WORDS = { waiting: '待审核', approved: '已通过', rejected: '未通过', withdrawn: '已撤回' }
const KIND_WORDS = { owner: '业主', family: '家属', tenant: '租户' }

/** The list of applications as a file, with the same filters. */
export const exportApplications = defineExport(contract.exportApplications, '入住申请', listApplications, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '房产', value: row => row.label, width: 20 },
  { title: '申请人', value: row => row.applicantName },
  { title: '手机号', value: row => row.phoneMasked, width: 16 },
  { title: '身份', value: row => KIND_WORDS[row.kind] },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '申请时间', value: row => row.createdAt, width: 18 },
  { title: '处理时间', value: row => row.decidedAt, width: 18 },
  { title: '处理人', value: row => row.decidedByName },
  { title: '原因', value: row => row.reason, width: 30 },
])

/** One application with its photos and who is recorded in the home. Errors: platform.not_found. */
export async function readApplication(
  tx: Tx,
  actor: Actor,
  input: { applicationId: string },
): Promise<ApplicationDetail> {
  const row = await filtered(tx, actor, {}).where('a.id', '=', input.applicationId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  const files = await fileRefs(tx, row.photoIds)
  const stays = await staysOf(tx, actor, row.premisesId)
  const accounts = await residents(tx)
    .selectFrom('identity.publicResident')
    .select('personId')
    .where('tenantId', '=', tenantOf(actor))
    .where(
      'personId',
      'in',
      stays.length === 0 ? ['00000000-0000-0000-0000-000000000000'] : stays.map(stay => stay.personId),
    )
    .execute()
  const withAccount = new Set(accounts.map(account => account.personId))
  return {
    ...viewOf(row),
    photos: row.photoIds.flatMap(id => files.get(id) ?? []),
    occupants: stays.map(({ personId, name, kind }) => ({
      ...{ personId, name, kind, sameName: name === row.applicantName },
      hasAccount: withAccount.has(personId),
    })),
  }
}

/** The applicant's own, newest first. */
export async function listMyApplications(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listMyApplications>,
): Promise<ResponseOf<typeof contract.listMyApplications>> {
  const keys = keyset(input, sql<string>`a.id`, SORTS, '-createdAt')
  const rows = await pageRows(mine(tx, actor), keys, input)
  const { count } = await mine(tx, actor)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return pageOfRows(input, rows as (MyApplication & { sortKey: string })[], count, '-createdAt')
}

/** One of the applicant's own. Errors: platform.not_found. */
export async function readMyApplication(tx: Tx, actor: Actor, id: string): Promise<MyApplication> {
  const row = await mine(tx, actor).where('a.id', '=', id).executeTakeFirst()
  if (!row) throw refuse.notFound()
  return row as MyApplication
}

/** The room's label is kept in the answer though the home is behind a wall: the applicant named it. */
function mine(tx: Tx, actor: Actor) {
  return residents(tx)
    .selectFrom('residents.application as a')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'a.tenantId').onRef('c.id', '=', 'a.communityId'),
    )
    .select(['a.id', 'c.name as communityName', 'a.label', 'a.kind', 'a.applicantName', 'a.note', 'a.state'])
    .select(['a.createdAt', 'a.decidedAt', 'a.reason'])
    .where('a.tenantId', '=', tenantOf(actor))
    .where('a.accountId', '=', accountOf(actor))
}

function filtered(tx: Tx, actor: Actor, filters: Filters) {
  const pattern = `%${likeText(filters.text ?? '')}%`
  return residents(tx)
    .selectFrom('residents.application as a')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'a.tenantId').onRef('c.id', '=', 'a.communityId'),
    )
    .select(['a.id', 'a.communityId', 'c.name as communityName', 'a.premisesId', 'a.label', 'a.applicantName'])
    .select([
      'a.phoneMasked',
      'a.kind',
      'a.note',
      'a.photoIds',
      'a.state',
      'a.createdAt',
      'a.decidedAt',
      'a.decidedByName',
    ])
    .select(['a.reason', 'a.version'])
    .where('a.tenantId', '=', tenantOf(actor))
    .$if(Boolean(filters.communityId), query => query.where('a.communityId', '=', filters.communityId ?? ''))
    .$if(Boolean(filters.state), query => query.where('a.state', '=', filters.state ?? ''))
    .$if(Boolean(filters.text), query =>
      query.where(sql<SqlBool>`(a.applicant_name ilike ${pattern} or a.label ilike ${pattern})`),
    )
}

type Found = Awaited<ReturnType<ReturnType<typeof filtered>['execute']>>[number]

function viewOf({ photoIds, ...row }: Found): Row {
  return {
    ...row,
    communityName: row.communityName ?? '',
    kind: row.kind as Row['kind'],
    state: row.state as Row['state'],
    photoCount: photoIds.length,
  }
}
