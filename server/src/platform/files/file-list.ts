import { platform as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../actor.ts'
import { drawer, type Tx } from '../db.ts'
import { defineExport } from '../exports/define-export.ts'
import { keyset, pageOfRows } from '../page.ts'
import { fileQuotaGb } from '../platform-settings.ts'
import { readSetting } from '../settings/read-setting.ts'
import { fileRef } from './file-address.ts'
import type { FilePurpose } from './store-file.ts'

const platform = drawer('platform')

type Filters = Omit<RequestOf<typeof contract.listFiles>, 'limit' | 'cursor' | 'sort'>

const SORTS = {
  at: { by: sql`at`, type: 'timestamptz' },
  bytes: { by: sql`bytes`, type: 'bigint' },
} as const
const NEWEST_FIRST = '-at'

/**
 * The stored files of the company. A file belongs to no community, so staff of some communities or buildings see what they
 * uploaded themselves; the rest they meet where it is attached.
 */
export async function listFiles(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listFiles>,
): Promise<ResponseOf<typeof contract.listFiles>> {
  const keys = keyset(input, sql<string>`id`, SORTS, NEWEST_FIRST)
  const rows = await matching(tx, actor, input)
    .selectAll()
    .select(keys.key.as('sortKey'))
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const all = await matching(tx, actor, input)
    .select([sql<number>`count(*)::int`.as('count'), sql<string>`coalesce(sum(bytes), 0)::text`.as('bytes')])
    .executeTakeFirstOrThrow()
  const items = rows.map(row => ({
    ...fileRef(row),
    ...{ purpose: row.purpose as FilePurpose, uploadedBy: row.uploadedBy, uploadedByName: row.uploadedByName },
    ...{ at: row.at, taken: row.takenAt !== null, sortKey: row.sortKey },
  }))
  return { ...pageOfRows(input, items, all.count, NEWEST_FIRST), sums: { bytes: Number(all.bytes) } }
}

function matching(tx: Tx, actor: Actor, { purpose, text, from, to }: Filters) {
  const part = (text ?? '').trim().toLowerCase()
  const whole = actor.communityIds === null && actor.buildingIds === null
  return platform(tx)
    .selectFrom('platform.file')
    .where('tenantId', '=', tenantOf(actor))
    .where('stored', '=', true)
    .$if(!whole, query => query.where('uploadedBy', '=', accountOf(actor)))
    .$if(purpose !== undefined, query => query.where('purpose', '=', purpose ?? ''))
    .$if(part !== '', query =>
      query.where(
        sql<SqlBool>`(position(${part} in lower(name)) > 0 or position(${part} in lower(uploaded_by_name)) > 0)`,
      ),
    )
    .$if(Boolean(from), query =>
      query.where(sql<SqlBool>`at >= (${from}::date::timestamp at time zone 'Asia/Shanghai')`),
    )
    .$if(Boolean(to), query =>
      query.where(sql<SqlBool>`at < ((${to}::date + 1)::timestamp at time zone 'Asia/Shanghai')`),
    )
}

const PURPOSE_WORDS: Record<FilePurpose, string> = { photo: '照片', workbook: '导入文件', document: '文档' }

/** The list of files with the same filters, as a file. Errors: platform.export_too_large. */
export const exportFiles = defineExport(contract.exportFiles, '文件', listFiles, [
  { title: '文件名', value: row => row.name, width: 40 },
  { title: '用途', value: row => PURPOSE_WORDS[row.purpose] },
  { title: '类型', value: row => row.mediaType, width: 28 },
  { title: '大小（字节）', value: row => row.bytes, format: 'integer' },
  { title: '上传人', value: row => row.uploadedByName },
  { title: '上传时间', value: row => row.at, format: 'instant', width: 18 },
  { title: '已使用', value: row => (row.taken ? '是' : '否') },
  { title: '编号', value: row => row.id, width: 38 },
])

/** How much of the company's file space is used, and by what. */
export async function readFileUsage(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.readFileUsage>> {
  const rows = await platform(tx)
    .selectFrom('platform.file')
    .select(['purpose', sql<number>`count(*)::int`.as('files'), sql<string>`sum(bytes)::text`.as('bytes')])
    .where('tenantId', '=', tenantOf(actor))
    .groupBy('purpose')
    .orderBy('purpose')
    .execute()
  const quotaGb = await readSetting(tx, fileQuotaGb)
  const byPurpose = rows.map(row => ({
    purpose: row.purpose as FilePurpose,
    files: row.files,
    bytes: Number(row.bytes),
  }))
  return {
    usedBytes: byPurpose.reduce((sum, one) => sum + one.bytes, 0),
    quotaBytes: quotaGb * 1024 ** 3,
    byPurpose,
  }
}
