import { ledger as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText, startsWith } from '../../platform/starts-with.ts'
import { ledger } from '../tables.ts'

type Page = ResponseOf<typeof contract.listEntries>
type Filters = Omit<RequestOf<typeof contract.listEntries>, 'limit' | 'cursor' | 'sort'>
type Detail = ResponseOf<typeof contract.readEntry>

const SORTS = { postedOn: { by: sql`e.posted_on`, type: 'date' } } as const
const NEWEST_FIRST = '-postedOn'

/** Entries within the caller's scope, newest first. */
export async function listEntries(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listEntries>): Promise<Page> {
  const keys = keyset(input, sql<string>`e.id`, SORTS, NEWEST_FIRST)
  const rows = await pageRows(described(matching(tx, actor, input)), keys, input)
  const count = await countUpTo(ledger(tx), matching(tx, actor, input).select('e.id'))
  return pageOfRows(input, rows, count, NEWEST_FIRST)
}

function matching(tx: Tx, actor: Actor, filters: Filters) {
  let query = ledger(tx)
    .selectFrom('ledger.entry as e')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'e.tenantId').onRef('c.id', '=', 'e.communityId'),
    )
    .where('e.tenantId', '=', tenantOf(actor))
  // Whoever sees some buildings only sees the entries about them; what names no premises is the whole community's.
  if (actor.buildingIds !== null)
    query = query.where(
      sql<SqlBool>`exists (select 1 from ledger.posting w where w.tenant_id = e.tenant_id and w.entry_id = e.id and w.premises_id is not null)`,
    )
  if (filters.communityId) query = query.where('e.communityId', '=', filters.communityId)
  if (filters.from) query = query.where('e.postedOn', '>=', filters.from)
  if (filters.to) query = query.where('e.postedOn', '<=', filters.to)
  if (filters.sourceKind) query = query.where('e.sourceKind', '=', filters.sourceKind)
  if (filters.text) query = query.where(sql<SqlBool>`e.memo ilike ${`%${likeText(filters.text.trim())}%`}`)
  if (filters.accountCode || filters.premisesId) query = query.where(hasPosting(filters))
  return query
}

function hasPosting({ accountCode, premisesId }: Filters) {
  const onAccount = accountCode ? startsWith(sql`p.account_code`, accountCode) : sql<SqlBool>`true`
  const ofPremises = premisesId ? sql<SqlBool>`p.premises_id = ${premisesId}::uuid` : sql<SqlBool>`true`
  return sql<SqlBool>`exists (select 1 from ledger.posting p where p.tenant_id = e.tenant_id and p.entry_id = e.id
    and ${onAccount} and ${ofPremises})`
}

function described(query: ReturnType<typeof matching>) {
  return query
    .select([
      'e.id',
      'e.communityId',
      'c.name as communityName',
      'e.postedOn',
      'e.sourceKind',
      'e.sourceId',
      'e.memo',
      'e.at',
    ])
    .select(
      sql<bigint>`coalesce((select sum(p.amount_fen) from ledger.posting p where p.tenant_id = e.tenant_id and p.entry_id = e.id
        and p.amount_fen > 0), 0)::bigint`.as('amountFen'),
    )
}

/** One entry with its postings. Errors: platform.not_found. */
export async function readEntry(tx: Tx, actor: Actor, input: { entryId: string }): Promise<Detail> {
  const entry = await described(matching(tx, actor, {}))
    .where('e.id', '=', input.entryId)
    .executeTakeFirst()
  if (!entry) throw refuse.notFound()
  return {
    ...entry,
    postings: (await readPostings(tx, actor, [entry.id])).map(({ entryId: _, ...posting }) => posting),
  }
}

type PostingRow = Detail['postings'][number] & { entryId: string }

async function readPostings(tx: Tx, actor: Actor, entryIds: string[]): Promise<PostingRow[]> {
  const { rows } = await sql<PostingRow>`
    select p.entry_id, p.line, p.account_code, a.name as account_name, r.label as premises_label, n.name as party_name,
      greatest(p.amount_fen, 0)::bigint as debit_fen, greatest(-p.amount_fen, 0)::bigint as credit_fen
    from ledger.posting p
    join ledger.account a on a.tenant_id = p.tenant_id and a.code = p.account_code
    left join registry.public_premises r on r.tenant_id = p.tenant_id and r.id = p.premises_id
    left join registry.public_person n on n.tenant_id = p.tenant_id and n.id = p.party_id
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.entry_id = any(${entryIds}::uuid[])
    order by p.entry_id, p.line`.execute(ledger(tx))
  return rows
}

/** The entries of a page, posting by posting, for the file. */
async function postingPage(tx: Tx, actor: Actor, input: RequestOf<typeof contract.listEntries>) {
  const page = await listEntries(tx, actor, input)
  const postings = Map.groupBy(
    await readPostings(
      tx,
      actor,
      page.items.map(entry => entry.id),
    ),
    posting => posting.entryId,
  )
  return {
    ...page,
    items: page.items.flatMap(entry => (postings.get(entry.id) ?? []).map(posting => ({ ...entry, ...posting }))),
  }
}

/** The entries as a file, a row per posting. Errors: platform.export_too_large. */
export const exportEntries = defineExport(contract.exportEntries, '凭证', postingPage, [
  { title: '日期', value: row => row.postedOn, format: 'date' },
  { title: '小区', value: row => row.communityName },
  { title: '摘要', value: row => row.memo, width: 24 },
  { title: '业务', value: row => row.sourceKind, width: 22 },
  { title: '行', value: row => row.line },
  { title: '科目编码', value: row => row.accountCode },
  { title: '科目名称', value: row => row.accountName, width: 22 },
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '往来方', value: row => row.partyName },
  { title: '借方', value: row => row.debitFen, format: 'money' },
  { title: '贷方', value: row => row.creditFen, format: 'money' },
])

/** The chart of accounts, by code. */
export async function listAccounts(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listAccounts>> {
  const rows = await ledger(tx)
    .selectFrom('ledger.account')
    .select(['code', 'name', 'kind'])
    .where('tenantId', '=', tenantOf(actor))
    .orderBy('code')
    .execute()
  return {
    items: rows.map(row => ({
      ...row,
      kind: row.kind as ResponseOf<typeof contract.listAccounts>['items'][number]['kind'],
    })),
  }
}
