import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import type { PercentSpan } from '../rules/rule.ts'
import { billing } from '../tables.ts'
import { readAsking } from './approval-setting.ts'
import { type DiscountVersion, spansOf } from './discount.ts'

type Page = ResponseOf<typeof contract.listDiscounts>
export type DiscountView = Page['items'][number]
type GrantPage = ResponseOf<typeof contract.listDiscountGrants>
export type GrantView = GrantPage['items'][number]

const SORTS = { name: { by: sql`d.name`, type: 'text' } } as const
const GRANT_SORTS = {
  premisesLabel: { by: sql`p.label`, type: 'text' },
  fromOn: { by: sql`g.from_on`, type: 'date' },
  toOn: { by: sql`g.to_on`, type: 'date' },
} as const

/** Discounts of a community, by name. */
export async function listDiscounts(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listDiscounts>,
): Promise<Page> {
  const keys = keyset(input, sql<string>`d.id`, SORTS, 'name')
  const rows = await pageRows(filtered(tx, actor, input), keys, input)
  const { count } = await filtered(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, 'name')
  return { ...page, items: await discountsOf(tx, page.items) }
}

/** One discount. Errors: platform.not_found. */
export async function readDiscount(tx: Tx, actor: Actor, discountId: string): Promise<DiscountView> {
  const row = await filtered(tx, actor, {}).where('d.id', '=', discountId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  const [discount] = await discountsOf(tx, [row])
  if (!discount) throw refuse.notFound()
  return discount
}

function filtered(tx: Tx, actor: Actor, filters: { communityId?: string; kind?: string }) {
  let query = billing(tx)
    .selectFrom('billing.discount as d')
    .select(['d.id', 'd.version', 'd.communityId', 'd.name', 'd.kind', 'd.itemIds', 'd.versions', 'd.maxMonths'])
    .select(['d.minMonths', 'd.untilOn', 'd.needsEvidence', 'd.active'])
    .select(
      sql<number>`(select count(*)::int from billing.discount_grant g where g.tenant_id = d.tenant_id and g.discount_id = d.id
        and ${today()}::date between g.from_on and g.to_on)`.as('grantCount'),
    )
    .where('d.tenantId', '=', tenantOf(actor))
  if (filters.communityId) query = query.where('d.communityId', '=', filters.communityId)
  if (filters.kind) query = query.where('d.kind', '=', filters.kind)
  return query
}

type Stored = Omit<DiscountView, 'kind' | 'versions' | 'needsApproval'> & { kind: string; versions: unknown }

async function discountsOf(tx: Tx, rows: readonly Stored[]): Promise<DiscountView[]> {
  const asking = await readAsking(
    tx,
    rows.map(row => row.communityId),
  )
  return rows.map(row => {
    const kind = row.kind as DiscountView['kind']
    const needsApproval = asking.get(row.communityId)?.has(kind) === true
    return { ...row, kind, versions: row.versions as DiscountView['versions'], needsApproval }
  })
}

/** Which premises have which discount, by room. */
export async function listDiscountGrants(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listDiscountGrants>,
): Promise<GrantPage> {
  const keys = keyset(input, sql<string>`g.id`, GRANT_SORTS, 'premisesLabel')
  const rows = await pageRows(grants(tx, actor, input), keys, input)
  const { count } = await grants(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, 'premisesLabel')
  return { ...page, items: await withPhotos(tx, page.items) }
}

/** One grant. Errors: platform.not_found. */
export async function readGrant(tx: Tx, actor: Actor, grantId: string): Promise<GrantView> {
  const row = await grants(tx, actor, {}).where('g.id', '=', grantId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  const [grant] = await withPhotos(tx, [row])
  if (!grant) throw refuse.notFound()
  return grant
}

async function withPhotos<R extends { photoIds: string[] }>(tx: Tx, rows: readonly R[]) {
  const photos = await fileRefs(
    tx,
    rows.flatMap(row => row.photoIds),
  )
  return rows.map(({ photoIds, ...row }) => ({ ...row, photos: photoIds.flatMap(id => photos.get(id) ?? []) }))
}

function grants(
  tx: Tx,
  actor: Actor,
  filters: { communityId?: string; premisesId?: string; discountId?: string; on?: string },
) {
  let query = billing(tx)
    .selectFrom('billing.discountGrant as g')
    .innerJoin('billing.discount as d', join =>
      join.onRef('d.tenantId', '=', 'g.tenantId').onRef('d.id', '=', 'g.discountId'),
    )
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'g.tenantId').onRef('p.id', '=', 'g.premisesId'),
    )
    .select(['g.id', 'g.version', 'g.discountId', 'd.name as discountName', 'g.premisesId', 'p.label as premisesLabel'])
    .select(['g.fromOn', 'g.toOn', 'g.reason', 'g.grantedByName', 'g.photoIds'])
    .select(sql<GrantView['endedBy']>`g.ended_by`.as('endedBy'))
    .where('g.tenantId', '=', tenantOf(actor))
  if (filters.communityId) query = query.where('g.communityId', '=', filters.communityId)
  if (filters.premisesId) query = query.where('g.premisesId', '=', filters.premisesId)
  if (filters.discountId) query = query.where('g.discountId', '=', filters.discountId)
  if (filters.on) query = query.where(sql<boolean>`${filters.on}::date between g.from_on and g.to_on`)
  return query
}

/** Spans of premises that are not charged in full, and the rules that they are of. */
export interface GrantedSpans {
  ruleIds: ReadonlySet<string>
  spans: PercentSpan[]
}

/** The spans of premises that are not charged in full, each with those of the rules that it is of; set-based, for charging. */
export async function readGrantedSpans(
  tx: Tx,
  actor: Actor,
  premisesIds: readonly string[],
  ruleIds: readonly string[],
): Promise<Map<string, GrantedSpans[]>> {
  const rows = await billing(tx)
    .selectFrom('billing.discountGrant as g')
    .innerJoin('billing.discount as d', join =>
      join.onRef('d.tenantId', '=', 'g.tenantId').onRef('d.id', '=', 'g.discountId'),
    )
    .select(['g.premisesId', 'g.discountId', 'd.name', 'd.versions', 'g.fromOn', 'g.toOn'])
    .where('g.tenantId', '=', tenantOf(actor))
    .where('g.premisesId', '=', sql<string>`any(${premisesIds}::uuid[])`)
    .execute()
  const reached = await readReached(tx, actor, [...new Set(rows.map(row => row.discountId))], ruleIds)
  const found = new Map<string, GrantedSpans[]>()
  for (const { premisesId, discountId, versions, ...grant } of rows) {
    const spans = spansOf({ ...grant, versions: versions as DiscountVersion[] })
    const known = found.get(premisesId) ?? []
    known.push({ ruleIds: reached.get(discountId) ?? new Set(), spans })
    found.set(premisesId, known)
  }
  return found
}

/** Which of the rules each of the discounts is of. */
async function readReached(
  tx: Tx,
  actor: Actor,
  discountIds: readonly string[],
  ruleIds: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  if (discountIds.length === 0 || ruleIds.length === 0) return new Map()
  const { rows } = await sql<{ discountId: string; ruleIds: string[] }>`
    select d.id as "discountId", array_agg(r.id) as "ruleIds" from billing.discount d
    join billing.rule r on r.tenant_id = d.tenant_id and r.id = any(${[...ruleIds]}::uuid[])
    join billing.charge_item i on i.tenant_id = r.tenant_id and i.id = r.item_id
    where d.tenant_id = ${tenantOf(actor)} and d.id = any(${[...discountIds]}::uuid[])
      and billing.discount_reaches(d.item_ids, i.id, i.treatment, r.kind)
    group by d.id`.execute(billing(tx))
  return new Map(rows.map(row => [row.discountId, new Set(row.ruleIds)]))
}
