import { billing as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { defineExport } from '../../platform/exports/define-export.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { contains } from '../../platform/starts-with.ts'
import { billing } from '../tables.ts'
import type { PayerShare } from './payers.ts'
import { readQuantities } from './quantity-view.ts'

type Page = ResponseOf<typeof contract.listAssignments>
export type AssignmentView = Page['items'][number]
type Payers = AssignmentView['payers']

const SORTS = {
  premisesLabel: { by: sql`p.label`, type: 'text' },
  startsOn: { by: sql`a.starts_on`, type: 'date' },
} as const

/** What has ended (merged, split) is charged no longer than its last day. */
const ENDS_ON = sql<string | null>`least(a.ends_on, p.ended_on)`

type Filters = Partial<
  Pick<
    RequestOf<typeof contract.listAssignments>,
    'ruleId' | 'premisesId' | 'communityId' | 'buildingId' | 'text' | 'on'
  >
>

/** Which rule is charged on which premises since when, and who pays, by room. */
export async function listAssignments(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listAssignments>,
): Promise<Page> {
  const keys = keyset(input, sql<string>`a.id`, SORTS, 'premisesLabel')
  const rows = await pageRows(filtered(tx, actor, input), keys, input)
  const { count } = await filtered(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, 'premisesLabel')
  return { ...page, items: await withPayers(tx, actor, page.items) }
}

/** The list with the same filters, of any size. */
export const exportAssignments = defineExport(contract.exportAssignments, '收费分配', listAssignments, [
  { title: '房产', value: row => row.premisesLabel, width: 22 },
  { title: '收费标准', value: row => row.ruleName, width: 22 },
  { title: '起始日期', value: row => row.startsOn, format: 'date' },
  { title: '结束日期', value: row => row.endsOn, format: 'date' },
  { title: '数量', value: row => quantityText(row) },
  { title: '缴费人', value: row => payersText(row.payers), width: 30 },
])

/** `2；2026-06-18 起 1` */
function quantityText({ quantity, quantities }: AssignmentView): string | null {
  const later = quantities.map(version => `${version.fromOn} 起 ${version.quantity}`)
  return [...(quantity === null ? [] : [quantity]), ...later].join('；') || null
}

const KINDS = { owner: '业主', tenant: '租户', person: '' } as const

function payersText(payers: Payers): string {
  return payers
    .map(({ fromOn, toOn, shares }) => {
      const parts = shares.map(share => `${KINDS[share.kind]}${share.personName ?? ''} ${share.percent}%`)
      return `${fromOn} ~ ${toOn ?? ''} ${parts.join(' + ')}`
    })
    .join('；')
}

/** One assignment. Errors: platform.not_found. */
export async function readAssignment(tx: Tx, actor: Actor, assignmentId: string): Promise<AssignmentView> {
  const rows = await filtered(tx, actor, {}).where('a.id', '=', assignmentId).execute()
  const [row] = await withPayers(tx, actor, rows)
  if (!row) throw refuse.notFound()
  return row
}

function filtered(tx: Tx, actor: Actor, filters: Filters) {
  let query = billing(tx)
    .selectFrom('billing.assignment as a')
    .innerJoin('billing.rule as r', join => join.onRef('r.tenantId', '=', 'a.tenantId').onRef('r.id', '=', 'a.ruleId'))
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'a.tenantId').onRef('p.id', '=', 'a.premisesId'),
    )
    .select(['a.id', 'a.version', 'a.ruleId', 'r.name as ruleName', 'a.premisesId', 'p.label as premisesLabel'])
    .select(['a.startsOn', 'a.quantity', ENDS_ON.as('endsOn')])
    .select(sql<AssignmentView['countedBy']>`a.counted_by ->> 'of'`.as('countedBy'))
    .select(eb => eb('a.leaseId', 'is not', null).$castTo<boolean>().as('followsLease'))
    .where('a.tenantId', '=', tenantOf(actor))
  if (filters.ruleId) query = query.where('a.ruleId', '=', filters.ruleId)
  if (filters.premisesId) query = query.where('a.premisesId', '=', filters.premisesId)
  if (filters.communityId) query = query.where('a.communityId', '=', filters.communityId)
  if (filters.buildingId) query = query.where('p.buildingId', '=', filters.buildingId)
  if (filters.on) {
    query = query.where(sql<SqlBool>`${filters.on}::date between a.starts_on and coalesce(${ENDS_ON}, 'infinity')`)
  }
  if (filters.text) {
    const text = filters.text.trim()
    query = query.where(sql<SqlBool>`(${contains(sql`p.label`, text)} or ${contains(sql`r.name`, text)})`)
  }
  return query
}

async function withPayers<R extends Omit<AssignmentView, 'payers' | 'quantities'>>(
  tx: Tx,
  actor: Actor,
  rows: readonly R[],
): Promise<(R & Pick<AssignmentView, 'payers' | 'quantities'>)[]> {
  const arranged = await billing(tx)
    .selectFrom('billing.payerArrangement')
    .select(['assignmentId', 'id', 'version', 'fromOn', 'toOn', 'shares'])
    .where('tenantId', '=', tenantOf(actor))
    .where('assignmentId', '=', sql<string>`any(${rows.map(row => row.id)}::uuid[])`)
    .orderBy('fromOn')
    .execute()
  const names = await personNames(
    tx,
    actor,
    arranged.flatMap(row => (row.shares as PayerShare[]).map(share => share.personId)),
  )
  const found = new Map<string, Payers>()
  for (const { assignmentId, shares, ...arrangement } of arranged) {
    const named = (shares as PayerShare[]).map(share => ({
      ...share,
      personName: share.personId === null ? null : (names.get(share.personId) ?? null),
    }))
    found.set(assignmentId, [...(found.get(assignmentId) ?? []), { ...arrangement, shares: named }])
  }
  const quantities = await readQuantities(
    tx,
    actor,
    rows.map(row => row.id),
  )
  return rows.map(row => ({ ...row, payers: found.get(row.id) ?? [], quantities: quantities.get(row.id) ?? [] }))
}

async function personNames(tx: Tx, actor: Actor, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter(id => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await billing(tx)
    .selectFrom('registry.publicPerson')
    .select(['id', 'name'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', sql<string>`any(${wanted}::uuid[])`)
    .execute()
  return new Map(rows.map(row => [row.id, row.name]))
}
