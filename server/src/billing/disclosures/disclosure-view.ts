import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { FUND_WORDS } from '../funds/fund.ts'
import { billing } from '../tables.ts'
import { type PublishedFund, readPublishedFund } from './published-fund-view.ts'

export type Disclosure = ResponseOf<typeof contract.readDisclosure>
type Row = Omit<Disclosure, 'content'>
type Filters = Partial<Omit<RequestOf<typeof contract.listDisclosures>, 'cursor' | 'limit' | 'sort'>>

const SORTS = {
  quarter: { by: sql`p.quarter`, type: 'text' },
  publishedAt: { by: sql`p.published_at`, type: 'timestamptz' },
} as const
const FALLBACK = '-quarter'

/** What was published to residents, the latest quarter first. */
export async function listDisclosures(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listDisclosures>,
): Promise<ResponseOf<typeof contract.listDisclosures>> {
  const keys = keyset(input, sql<string>`p.id`, SORTS, FALLBACK)
  const found = matching(tx, actor, input)
  const rows = await pageRows(shown(found), keys, input)
  const total = await countUpTo(billing(tx), found.select('p.id'))
  const items = rows.map(({ content: _, sortKey, ...row }, index) => {
    const content = contentOf(rows[index]?.content)
    return { ...rowOf(row, content), sortKey }
  })
  return pageOfRows(input, items, total, FALLBACK)
}

/** One disclosure. Errors: platform.not_found. */
export async function readDisclosure(
  tx: Tx,
  actor: Actor,
  { disclosureId }: { disclosureId: string },
): Promise<Disclosure> {
  const row = await shown(matching(tx, actor, {}))
    .where('p.id', '=', disclosureId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const content = contentOf(row.content)
  return { ...rowOf(row, content), content }
}

/** What is published where the resident lives: the walls keep to it. */
export function listMyDisclosures(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listMyDisclosures>,
): Promise<ResponseOf<typeof contract.listMyDisclosures>> {
  return listDisclosures(tx, actor, { ...input, state: 'present' })
}

/** A quarter as it would be published now. Errors: platform.not_found, beyond_scope, billing.quarter_not_over. */
export async function previewDisclosure(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.previewDisclosure>,
): Promise<PublishedFund> {
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, input.communityId)
  return readPublishedFund(tx, actor, input)
}

function matching(tx: Tx, actor: Actor, { communityId, kind, state }: Filters) {
  return billing(tx)
    .selectFrom('billing.disclosure as p')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'p.tenantId').onRef('c.id', '=', 'p.communityId'),
    )
    .where('p.tenantId', '=', tenantOf(actor))
    .$if(actor.kind !== 'resident' && actor.buildingIds !== null, query => query.where(sql<SqlBool>`false`))
    .$if(communityId !== undefined, query => query.where('p.communityId', '=', communityId ?? ''))
    .$if(kind !== undefined, query => query.where('p.kind', '=', kind ?? ''))
    .$if(state !== undefined, query => query.where('p.withdrawnAt', state === 'withdrawn' ? 'is not' : 'is', null))
}

function shown(found: ReturnType<typeof matching>) {
  return found
    .select(['p.id', 'p.communityId', 'c.name as communityName', 'p.kind', 'p.quarter', 'p.content', 'p.note'])
    .select(['p.publishedAt', 'p.publishedByName', 'p.withdrawnAt', 'p.withdrawReason'])
}

type Kept = Omit<Row, 'kind' | 'openingFen' | 'inFen' | 'outFen' | 'closingFen'> & { kind: string }

function rowOf(row: Kept, told: PublishedFund): Row {
  const { id, communityId, communityName, kind, quarter, note, publishedAt, publishedByName } = row
  return {
    ...{ id, communityId, communityName, kind: kind as Row['kind'], quarter, note, publishedAt, publishedByName },
    ...{ withdrawnAt: row.withdrawnAt, withdrawReason: row.withdrawReason },
    ...{ openingFen: told.openingFen, closingFen: told.closingFen },
    ...{ inFen: told.receivedFen + told.incomeFen, outFen: told.spentFen + told.managedFen },
  }
}

/** Amounts of jsonb are text: each name that ends in Fen is one. */
function contentOf(stored: unknown): PublishedFund {
  return JSON.parse(JSON.stringify(stored), (name, value) =>
    name.endsWith('Fen') && typeof value === 'string' ? BigInt(value) : value,
  ) as PublishedFund
}

/** What is published as jsonb keeps it. */
export function storedContent(told: PublishedFund): string {
  return JSON.stringify(told, (_, value) => (typeof value === 'bigint' ? String(value) : value))
}

/** The disclosures as a file, with the same filters. */
export const exportDisclosures = defineExport(contract.exportDisclosures, '资金公示', listDisclosures, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '资金', value: row => FUND_WORDS[row.kind] },
  { title: '季度', value: row => row.quarter },
  { title: '期初余额', value: row => row.openingFen, format: 'money' },
  { title: '收入', value: row => row.inFen, format: 'money' },
  { title: '支出', value: row => row.outFen, format: 'money' },
  { title: '期末余额', value: row => row.closingFen, format: 'money' },
  { title: '说明', value: row => row.note, width: 30 },
  { title: '公示人', value: row => row.publishedByName },
  { title: '公示时间', value: row => row.publishedAt, format: 'instant', width: 18 },
  { title: '撤回原因', value: row => row.withdrawReason, width: 20 },
])
