import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { historyOf } from '../../platform/audit.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { likeText } from '../../platform/starts-with.ts'
import { registry } from '../tables.ts'

export type PlaceDocument = ResponseOf<typeof contract.listPlaceDocuments>['items'][number]
type Filters = Omit<RequestOf<typeof contract.listPlaceDocuments>, 'limit' | 'cursor' | 'sort' | 'removed'> & {
  removed?: 'no' | 'yes' | 'any'
}

const SORTS = {
  addedAt: { by: sql`d.added_at`, type: 'timestamptz' },
  title: { by: sql`d.title`, type: 'text' },
  kind: { by: sql`d.kind`, type: 'text' },
  datedOn: { by: sql`coalesce(d.dated_on, '0001-01-01')`, type: 'date' },
  validUntil: { by: sql`coalesce(d.valid_until, '9999-12-31')`, type: 'date' },
} as const

/** Papers of premises and communities, the latest first. `text` is part of the title, the number or the label of the premises. */
export async function listPlaceDocuments(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listPlaceDocuments>,
): Promise<ResponseOf<typeof contract.listPlaceDocuments>> {
  const keys = keyset(input, sql<string>`d.id`, SORTS, '-addedAt')
  const rows = await pageRows(selectDocuments(tx, actor, input), keys, input)
  const matching = registry(tx).selectFrom('registry.placeDocument as d').select('d.id').where(fits(actor, input))
  const total = await countUpTo(registry(tx), matching)
  const page = pageOfRows(input, rows, total, '-addedAt')
  return { ...page, items: await withFiles(tx, page.items) }
}

/** One paper, also one taken away. Errors: platform.not_found. */
export async function readPlaceDocument(tx: Tx, actor: Actor, documentId: string): Promise<PlaceDocument> {
  const row = await selectDocuments(tx, actor, { removed: 'any' }).where('d.id', '=', documentId).executeTakeFirst()
  const [document] = row ? await withFiles(tx, [row]) : []
  if (!document) throw refuse.notFound()
  return document
}

/** What was done to a paper, and the merge or split that carried it along. Errors: platform.not_found. */
export async function placeDocumentHistory(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.placeDocumentHistory>,
): Promise<ResponseOf<typeof contract.placeDocumentHistory>> {
  const { id, premisesId, carried } = await readPlaceDocument(tx, actor, input.documentId)
  // Premises begin with one succession at the most, and a copy stands with new ones only.
  const carrying = await registry(tx)
    .selectFrom('registry.successionPart')
    .select('successionId')
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', carried ? premisesId : null)
    .where('side', '=', 'new')
    .execute()
  return historyOf(tx, actor, [id, ...carrying.map(part => part.successionId)], input)
}

function selectDocuments(tx: Tx, actor: Actor, filters: Filters) {
  return registry(tx)
    .selectFrom('registry.placeDocument as d')
    .select(['d.id', 'd.communityId', 'd.premisesId', 'd.kind', 'd.title', 'd.number', 'd.datedOn', 'd.validUntil'])
    .select(['d.note', 'd.fileId', 'd.carriedFrom', 'd.addedByName', 'd.addedAt', 'd.version'])
    .select(['d.removedAt', 'd.removedByName', 'd.removedReason'])
    .select([
      sql<string>`(select c.name from registry.community c where c.tenant_id = d.tenant_id and c.id = d.community_id)`.as(
        'communityName',
      ),
      sql<
        string | null
      >`(select p.label from registry.premises p where p.tenant_id = d.tenant_id and p.id = d.premises_id)`.as(
        'premisesLabel',
      ),
    ])
    .where(fits(actor, filters))
}

const DUE_DAYS = 60

function fits(actor: Actor, filters: Filters) {
  const { communityId, premisesId, of, kind, validity, text } = filters
  const removed = filters.removed ?? 'no'
  const conditions = [
    sql<SqlBool>`d.tenant_id = ${tenantOf(actor)}::uuid`,
    removed === 'any' ? null : removed === 'yes' ? sql`d.removed_at is not null` : sql`d.removed_at is null`,
    communityId ? sql`d.community_id = ${communityId}::uuid` : null,
    premisesId ? sql`d.premises_id = ${premisesId}::uuid` : null,
    of ? sql`(d.premises_id is null) = ${of === 'community'}` : null,
    kind ? sql`d.kind = ${kind}` : null,
    validity === 'over' ? sql`d.valid_until < ${today()}::date` : null,
    validity === 'due' ? sql`d.valid_until between ${today()}::date and ${today()}::date + ${DUE_DAYS}::int` : null,
    text ? named(text) : null,
  ]
  return sql<SqlBool>`${sql.join(
    conditions.filter(condition => condition !== null),
    sql` and `,
  )}`
}

function named(text: string) {
  const pattern = `%${likeText(text)}%`
  return sql<SqlBool>`(d.title ilike ${pattern} or d.number ilike ${pattern} or exists (select 1 from registry.premises p
    where p.tenant_id = d.tenant_id and p.id = d.premises_id and p.label ilike ${pattern}))`
}

type Row = Awaited<ReturnType<ReturnType<typeof selectDocuments>['execute']>>[number]

async function withFiles(tx: Tx, rows: Row[]): Promise<PlaceDocument[]> {
  const files = await fileRefs(
    tx,
    rows.map(row => row.fileId),
  )
  return rows.map(({ fileId, carriedFrom, kind, ...row }) => ({
    ...row,
    kind: kind as PlaceDocument['kind'],
    file: files.get(fileId) ?? null,
    carried: carriedFrom !== null,
  }))
}
