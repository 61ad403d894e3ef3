import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { resultOf } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { refuse } from '../errors.ts'
import { FUND_WORDS } from '../funds/fund.ts'
import { billing } from '../tables.ts'

export type Resolution = ResponseOf<typeof contract.readResolution>
type Filters = Partial<Omit<RequestOf<typeof contract.listResolutions>, 'cursor' | 'limit' | 'sort'>>

const SORTS = {
  decidedOn: { by: sql`d.decided_on`, type: 'date' },
  createdAt: { by: sql`d.created_at`, type: 'timestamptz' },
} as const
const FALLBACK = '-decidedOn'

/** What owners decided, the latest first. */
export async function listResolutions(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listResolutions>,
): Promise<ResponseOf<typeof contract.listResolutions>> {
  const keys = keyset(input, sql<string>`d.id`, SORTS, FALLBACK)
  const found = matching(tx, actor, input)
  const rows = await pageRows(shown(found), keys, input)
  const total = await countUpTo(billing(tx), found.select('d.id'))
  const items = await described(tx, rows)
  return pageOfRows(
    input,
    items.map((item, index) => ({ ...item, sortKey: rows[index]?.sortKey ?? '' })),
    total,
    FALLBACK,
  )
}

/** One resolution. Errors: platform.not_found. */
export async function readResolution(
  tx: Tx,
  actor: Actor,
  { resolutionId }: { resolutionId: string },
): Promise<Resolution> {
  const rows = await shown(matching(tx, actor, {}))
    .where('d.id', '=', resolutionId)
    .execute()
  const [found] = await described(tx, rows)
  if (!found) throw refusePlatform.notFound()
  return found
}

/**
 * The resolution that a spending names: of the same community and money, not void, and with enough left of its limit, under its lock.
 * Errors: billing.resolution_missing, resolution_used, platform.not_found.
 */
export async function requireUsable(
  tx: Tx,
  actor: Actor,
  asked: { communityId: string; kind: string; resolutionId: string | null; amountFen: bigint },
  needed: boolean,
): Promise<Resolution | null> {
  if (asked.resolutionId === null) {
    if (needed) throw refuse.resolutionMissing()
    return null
  }
  await sql`select from billing.resolution where tenant_id = ${tenantOf(actor)}::uuid and id = ${asked.resolutionId}::uuid for no key update`.execute(
    billing(tx),
  )
  const resolution = await readResolution(tx, actor, { resolutionId: asked.resolutionId })
  const isOther = resolution.communityId !== asked.communityId || resolution.kind !== asked.kind
  if (isOther || resolution.voidedAt !== null) throw refuse.resolutionUsed({ leftFen: null })
  const leftFen = resolution.limitFen === null ? null : resolution.limitFen - resolution.usedFen
  if (leftFen !== null && asked.amountFen > leftFen) throw refuse.resolutionUsed({ leftFen: Number(leftFen) })
  return resolution
}

function matching(tx: Tx, actor: Actor, { communityId, kind, body, state, text }: Filters) {
  const pattern = `%${likeText((text ?? '').trim())}%`
  return billing(tx)
    .selectFrom('billing.resolution as d')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'd.tenantId').onRef('c.id', '=', 'd.communityId'),
    )
    .where('d.tenantId', '=', tenantOf(actor))
    .$if(actor.buildingIds !== null, query => query.where(sql<SqlBool>`false`))
    .$if(communityId !== undefined, query => query.where('d.communityId', '=', communityId ?? ''))
    .$if(kind !== undefined, query => query.where('d.kind', '=', kind ?? ''))
    .$if(body !== undefined, query => query.where('d.body', '=', body ?? ''))
    .$if(state !== undefined, query => query.where('d.voidedAt', state === 'void' ? 'is not' : 'is', null))
    .$if(Boolean(text?.trim()), query =>
      query.where(sql<SqlBool>`(d.number ilike ${pattern} or d.subject ilike ${pattern})`),
    )
}

function shown(found: ReturnType<typeof matching>) {
  return found
    .select(['d.id', 'd.communityId', 'c.name as communityName', 'd.kind', 'd.body', 'd.number', 'd.subject'])
    .select(['d.decidedOn', 'd.limitFen', 'd.heads', 'd.areaM2', 'd.headsPart', 'd.areaPartM2', 'd.headsFor'])
    .select(['d.areaForM2', 'd.fileIds', 'd.createdByName', 'd.createdAt', 'd.voidedAt', 'd.voidReason', 'd.version'])
    .select(
      sql<bigint>`(select coalesce(sum(case when q.deed = 'reversal' then -q.amount_fen else q.amount_fen end), 0)::bigint
        from billing.fund_request q where q.tenant_id = d.tenant_id and q.resolution_id = d.id
          and (q.state = 'approved' or (q.state = 'waiting' and q.deed <> 'reversal')))`.as('usedFen'),
    )
}

type Row = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

async function described(tx: Tx, rows: readonly Row[]): Promise<Resolution[]> {
  const files = await fileRefs(
    tx,
    rows.flatMap(row => row.fileIds),
  )
  return rows.map(({ fileIds, heads, areaM2, headsPart, areaPartM2, headsFor, areaForM2, ...row }) => ({
    ...row,
    kind: row.kind as Resolution['kind'],
    body: row.body as Resolution['body'],
    votes: votesOf({ heads, areaM2, headsPart, areaPartM2, headsFor, areaForM2 }),
    files: fileIds.flatMap(id => files.get(id) ?? []),
  }))
}

type Counted = Pick<Row, 'heads' | 'areaM2' | 'headsPart' | 'areaPartM2' | 'headsFor' | 'areaForM2'>

function votesOf({ heads, areaM2, headsPart, areaPartM2, headsFor, areaForM2 }: Counted): Resolution['votes'] {
  if (heads === null || areaM2 === null || headsPart === null || areaPartM2 === null) return null
  if (headsFor === null || areaForM2 === null) return null
  const { headsPercent, areaPercent, isCarried } = resultOf(
    { heads, areaM2 },
    { heads: headsPart, areaM2: areaPartM2 },
    { heads: headsFor, areaM2: areaForM2 },
    'more-than-half',
  )
  return { heads, areaM2, headsPart, areaPartM2, headsFor, areaForM2, headsPercent, areaPercent, isCarried }
}

const BODY_WORDS = { assembly: '业主大会', committee: '业主委员会', emergency: '应急使用' } as const

/** The resolutions as a file, with the same filters. */
export const exportResolutions = defineExport(contract.exportResolutions, '业主决议', listResolutions, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '资金', value: row => FUND_WORDS[row.kind] },
  { title: '决议主体', value: row => BODY_WORDS[row.body] },
  { title: '决议编号', value: row => row.number, width: 24 },
  { title: '事项', value: row => row.subject, width: 30 },
  { title: '决议日期', value: row => row.decidedOn, format: 'date' },
  { title: '额度', value: row => row.limitFen, format: 'money' },
  { title: '已用', value: row => row.usedFen, format: 'money' },
  { title: '参与人数同意比例（%）', value: row => row.votes?.headsPercent ?? null },
  { title: '参与面积同意比例（%）', value: row => row.votes?.areaPercent ?? null },
  { title: '登记人', value: row => row.createdByName },
  { title: '作废原因', value: row => row.voidReason, width: 20 },
])
