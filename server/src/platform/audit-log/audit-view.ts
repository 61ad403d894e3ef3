import { platform as contract, RECORD_KIND_WORDS, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../actor.ts'
import { auditLineId } from '../audit.ts'
import { drawer, type Tx } from '../db.ts'
import { defineExport } from '../exports/define-export.ts'
import { keyset, pageOfRows } from '../page.ts'
import { requireWholeCompany } from '../whole-communities.ts'
import { nameLines } from './named-lines.ts'

const platform = drawer('platform')

type Entry = ResponseOf<typeof contract.listAudit>['items'][number]
type Filters = Omit<RequestOf<typeof contract.listAudit>, 'limit' | 'cursor' | 'sort'>

const NEWEST_FIRST = '-seq'

/**
 * The audit log, newest first; each line says what it is about, by kind and name where the reader may see it. For who works for the whole
 * company. Errors: platform.beyond_scope.
 */
export async function listAudit(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listAudit>,
): Promise<ResponseOf<typeof contract.listAudit>> {
  // Lines are about whatever was done anywhere in the company; the record's own history is for who sees the record.
  requireWholeCompany(actor)
  const id = auditLineId()
  const keys = keyset(input, id, { seq: { by: sql`seq`, type: 'bigint' } }, NEWEST_FIRST)
  const rows = await matching(tx, actor, input)
    .select(ENTRY)
    .select([id.as('id'), keys.key.as('sortKey'), sql<string>`encode(hash, 'hex')`.as('hash')])
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await matching(tx, actor, input)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  const named = await nameLines(tx, actor, rows)
  return pageOfRows(
    input,
    named.map(row => ({ ...row, seq: Number(row.seq), actorKind: row.actorKind as Entry['actorKind'] })),
    count,
    NEWEST_FIRST,
  )
}

const ENTRY = [
  'seq',
  'at',
  'action',
  'actorId',
  'actorName',
  'actorKind',
  'object',
  'detail',
  'address',
  'requestId',
] as const

function matching(tx: Tx, actor: Actor, filters: Filters) {
  const { action, actorId, object, text, from, to } = filters
  return platform(tx)
    .selectFrom('platform.audit')
    .where('tenantId', '=', tenantOf(actor))
    .$if(Boolean(action), query => query.where(sql<SqlBool>`starts_with(action, ${action})`))
    .$if(Boolean(actorId), query => query.where('actorId', '=', actorId ?? ''))
    .$if(Boolean(object), query => query.where('object', '=', object ?? ''))
    .$if(Boolean(text), query => query.where(tells(text ?? '')))
    .$if(Boolean(from), query =>
      query.where(sql<SqlBool>`at >= (${from}::date::timestamp at time zone 'Asia/Shanghai')`),
    )
    .$if(Boolean(to), query =>
      query.where(sql<SqlBool>`at < ((${to}::date + 1)::timestamp at time zone 'Asia/Shanghai')`),
    )
}

/** Whether a text is part of the action, of who did it, of the address or the request, or is the object. */
function tells(text: string) {
  const part = text.trim().toLowerCase()
  const within = (column: string) => sql<SqlBool>`position(${part} in lower(coalesce(${sql.ref(column)}, ''))) > 0`
  return sql<SqlBool>`(${within('action')} or ${within('actor_name')} or ${within('address')} or ${within('request_id')} or object = ${part})`
}

const KIND_WORDS = { staff: '员工', resident: '住户', system: '系统', anonymous: '未登录' }

/** The audit log with the same filters as a file, changes in words. Errors: platform.export_too_large. */
export const exportAudit = defineExport(contract.exportAudit, '审计日志', listAudit, [
  { title: '序号', value: row => row.seq, format: 'integer' },
  { title: '时间', value: row => row.at, format: 'instant', width: 18 },
  { title: '操作', value: row => row.action, width: 28 },
  { title: '操作人', value: row => row.actorName },
  { title: '身份', value: row => KIND_WORDS[row.actorKind] },
  { title: '对象类别', value: row => (row.objectKind ? RECORD_KIND_WORDS[row.objectKind][0] : null) },
  { title: '对象', value: row => row.objectLabel, width: 28 },
  { title: '对象编号', value: row => row.object, width: 38 },
  { title: '变更', value: row => changesOf(row.detail), width: 50 },
  { title: '内容', value: row => restOf(row.detail), width: 60 },
  { title: '来源地址', value: row => row.address },
  { title: '请求编号', value: row => row.requestId, width: 38 },
  { title: '校验值', value: row => row.hash, width: 66 },
])

interface Detail {
  changes?: { field: string; before: unknown; after: unknown }[]
}

const wordOf = (value: unknown) =>
  value === null || value === undefined ? '空' : typeof value === 'string' ? value : JSON.stringify(value)

function changesOf(detail: unknown): string {
  const { changes } = (detail ?? {}) as Detail
  if (!Array.isArray(changes)) return ''
  return changes.map(({ field, before, after }) => `${field}: ${wordOf(before)} → ${wordOf(after)}`).join('; ')
}

const CELL_LENGTH = 32_000

function restOf(detail: unknown): string {
  if (detail === null || typeof detail !== 'object') return detail === null ? '' : String(detail)
  const { changes: _, ...rest } = detail as Detail & Record<string, unknown>
  return Object.keys(rest).length === 0 ? '' : JSON.stringify(rest).slice(0, CELL_LENGTH)
}

/** Recomputes the company's chain: is every line as it was written, and is none missing at the end? */
export async function checkAudit(tx: Tx): Promise<ResponseOf<typeof contract.checkAudit>> {
  const { rows } = await sql<{ lines: bigint; brokenSeq: bigint | null; cutOff: boolean }>`
    select lines, broken_seq, cut_off from platform.check_audit()`.execute(platform(tx))
  const [found] = rows
  if (!found) throw new Error('The check of the audit log answered nothing.')
  const brokenSeq = found.brokenSeq === null ? null : Number(found.brokenSeq)
  return { ok: brokenSeq === null && !found.cutOff, lines: Number(found.lines), brokenSeq, cutOff: found.cutOff }
}
