import { residents as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { residents } from '../tables.ts'

type Row = ResponseOf<typeof contract.listReveals>['items'][number]
type Filters = Omit<RequestOf<typeof contract.listReveals>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  at: { by: sql`v.at`, type: 'timestamptz' },
  actorName: { by: sql`v.actor_name`, type: 'text' },
} as const

/** Who saw whose numbers in full, newest first; of people and employees whom the actor may see. */
export async function listReveals(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listReveals>,
): Promise<ResponseOf<typeof contract.listReveals>> {
  const keys = keyset(input, sql<string>`v.id`, SORTS, '-at')
  const rows = await pageRows(filtered(tx, actor, input), keys, input)
  const { count } = await filtered(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return pageOfRows(input, rows as (Row & { sortKey: string })[], count, '-at')
}

const KIND_WORDS = { person: '住户', employee: '员工' }

/** The log of reveals as a file, with the same filters. */
export const exportReveals = defineExport(contract.exportReveals, '查看完整号码记录', listReveals, [
  { title: '时间', value: row => row.at, format: 'instant', width: 18 },
  { title: '查看人', value: row => row.actorName },
  { title: '被查看人', value: row => row.subjectName },
  { title: '对象', value: row => KIND_WORDS[row.subjectKind] },
  { title: '理由', value: row => row.reason, width: 40 },
  { title: '来源地址', value: row => row.address, width: 18 },
])

function filtered(tx: Tx, actor: Actor, filters: Filters) {
  const pattern = `%${likeText(filters.text ?? '')}%`
  const { from, to } = filters
  return residents(tx)
    .selectFrom('platform.publicReveal as v')
    .leftJoin('registry.publicPerson as n', join =>
      join.onRef('n.tenantId', '=', 'v.tenantId').onRef('n.id', '=', 'v.subjectId'),
    )
    .leftJoin('workforce.publicEmployee as e', join =>
      join.onRef('e.tenantId', '=', 'v.tenantId').onRef('e.id', '=', 'v.subjectId'),
    )
    .select(['v.id', 'v.at', 'v.actorId', 'v.actorName', 'v.subjectKind', 'v.subjectId', 'v.reason', 'v.address'])
    .select(sql<string>`coalesce(n.name, e.name)`.as('subjectName'))
    .where('v.tenantId', '=', tenantOf(actor))
    .where(sql<SqlBool>`coalesce(n.id, e.id) is not null`)
    .$if(Boolean(filters.subjectKind), query => query.where('v.subjectKind', '=', filters.subjectKind ?? ''))
    .$if(Boolean(filters.subjectId), query => query.where('v.subjectId', '=', filters.subjectId ?? ''))
    .$if(Boolean(filters.actorId), query => query.where('v.actorId', '=', filters.actorId ?? ''))
    .$if(Boolean(from), query =>
      query.where(sql<SqlBool>`v.at >= (${from}::date::timestamp at time zone 'Asia/Shanghai')`),
    )
    .$if(Boolean(to), query =>
      query.where(sql<SqlBool>`v.at < ((${to}::date + 1)::timestamp at time zone 'Asia/Shanghai')`),
    )
    .$if(Boolean(filters.text), query =>
      query.where(
        sql<SqlBool>`(v.actor_name ilike ${pattern} or coalesce(n.name, e.name) ilike ${pattern} or v.reason ilike ${pattern})`,
      ),
    )
}
