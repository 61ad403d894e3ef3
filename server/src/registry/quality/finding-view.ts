import { registry as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { registry } from '../tables.ts'
import { type CheckCode, type CheckObject, checkOf } from './checks.ts'
import { peopleWithWrongDocuments } from './wrong-documents.ts'

type Finding = ResponseOf<typeof contract.listQualityFindings>['items'][number]
type Filters = Omit<RequestOf<typeof contract.listQualityFindings>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  title: { by: sql`f.title`, type: 'text' },
  community: { by: sql`c.name`, type: 'text' },
} as const

/** What a check finds right now, within the walls. */
export async function listQualityFindings(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listQualityFindings>,
): Promise<ResponseOf<typeof contract.listQualityFindings>> {
  const keys = keyset(input, sql<string>`f.object_id`, SORTS, 'title')
  const from = await findingsFrom(tx, actor, input)
  const { rows } = await sql<Omit<Finding, 'object'> & { sortKey: string }>`
    select ${COLUMNS}, ${keys.key} as sort_key ${from} and ${keys.after} order by ${keys.order} limit ${input.limit + 1}`.execute(
    registry(tx),
  )
  const counted = await sql<{ count: number }>`select count(*)::int as count ${from}`.execute(registry(tx))
  const page = pageOfRows(input, rows, counted.rows[0]?.count ?? 0, 'title')
  const object = objectOf(input.check)
  return { ...page, items: page.items.map(row => ({ ...row, object })) }
}

const COLUMNS = sql`f.object_id as id, f.community_id, c.name as community_name, f.title, f.detail, f.premises_id,
  case when e.id is null then null else json_build_object('id', e.id, 'reason', e.reason, 'untilOn', e.until_on, 'by', e.granted_by_name) end as exemption`

/** The one check whose numbers are sealed: it is not asked of the database. */
const WRONG_DOCUMENTS: CheckCode = 'person-id-wrong'

/** Of a check whose module is not there. */
const NOTHING = sql`select null::uuid as community_id, null::uuid as object_id, ''::text as title, ''::text as detail,
  null::uuid as premises_id where false`

/** What a check is about. */
export function objectOf(check: CheckCode): CheckObject {
  return checkOf(check)?.object ?? (check === WRONG_DOCUMENTS ? 'person' : 'premises')
}

/** The rows of a check, each question of its own. */
export async function rowsOf(tx: Tx, actor: Actor, check: CheckCode): Promise<RawBuilder<unknown>> {
  const one = checkOf(check)
  if (one) return one.rows(sql`${today()}::date`)
  return check === WRONG_DOCUMENTS ? peopleWithWrongDocuments(tx, actor) : NOTHING
}

/** From the rows of a check, with the exemption that holds today. */
export function withExemption(actor: Actor, check: CheckCode, rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`from (${rows}) f join registry.community c on c.tenant_id = ${tenantOf(actor)} and c.id = f.community_id
    left join registry.quality_exemption e on e.tenant_id = ${tenantOf(actor)} and e.check_code = ${check} and e.object_id = f.object_id
      and e.community_id = f.community_id and e.ended_at is null and (e.until_on is null or e.until_on >= ${today()}::date)`
}

async function findingsFrom(tx: Tx, actor: Actor, filters: Filters): Promise<RawBuilder<unknown>> {
  const from = withExemption(actor, filters.check, await rowsOf(tx, actor, filters.check))
  const conditions = [
    filters.exempt === 'yes' ? sql<SqlBool>`e.id is not null` : sql<SqlBool>`e.id is null`,
    ...(filters.communityId ? [sql<SqlBool>`f.community_id = ${filters.communityId}`] : []),
    ...(filters.text
      ? [
          sql<SqlBool>`(f.title ilike ${`%${likeText(filters.text)}%`} or f.detail ilike ${`%${likeText(filters.text)}%`})`,
        ]
      : []),
  ]
  return sql`${from} where ${sql.join(conditions, sql` and `)}`
}

/** What a check finds, as a file. */
export const exportQualityFindings = defineExport(contract.exportQualityFindings, '数据质量', listQualityFindings, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '对象', value: row => row.title, width: 22 },
  { title: '说明', value: row => row.detail, width: 36 },
  { title: '忽略原因', value: row => row.exemption?.reason ?? null, width: 24 },
  { title: '忽略至', value: row => row.exemption?.untilOn ?? null },
])
