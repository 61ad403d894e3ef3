import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { countUpTo, keyset, pageOfRows } from '../../platform/page.ts'
import { billing } from '../tables.ts'

type Page = ResponseOf<typeof contract.listDunningVisits>
type Input = RequestOf<typeof contract.listDunningVisits>
export type Visit = Page['items'][number]

const SORTS = { visitedAt: { by: sql`v.visited_at`, type: 'timestamptz' } } as const

/** Visits within the caller's reach, newest first. */
export async function listDunningVisits(tx: Tx, actor: Actor, input: Input): Promise<Page> {
  const keys = keyset(input, sql<string>`v.id`, SORTS, '-visitedAt')
  const where = sql<SqlBool>`v.tenant_id = ${tenantOf(actor)}::uuid
    ${input.communityId ? sql`and v.community_id = ${input.communityId}::uuid` : sql``}
    ${input.premisesId ? sql`and v.premises_id = ${input.premisesId}::uuid` : sql``}
    ${input.result ? sql`and v.result = ${input.result}` : sql``}`
  const { rows } = await sql<Visit & { sortKey: string }>`
    select ${COLUMNS}, ${keys.key} as sort_key from billing.dunning_visit v
    join registry.public_premises p on p.tenant_id = v.tenant_id and p.id = v.premises_id
    where ${where} and ${keys.after} order by ${keys.order} limit ${input.limit + 1}`.execute(billing(tx))
  const total = await countUpTo(billing(tx), sql`select 1 from billing.dunning_visit v where ${where}`)
  const page = pageOfRows(input, rows, total, '-visitedAt')
  return { ...page, items: page.items.map(({ sortKey: _, ...visit }) => visit) }
}

const COLUMNS = sql`v.id, v.community_id, v.premises_id, p.label as premises_label, v.visited_at, v.channel, v.result, v.promised_on,
  v.note, v.overdue_fen, v.staff_name`

/** One visit by its id; undefined when there is none. */
export async function findVisit(tx: Tx, actor: Actor, id: string): Promise<Visit | undefined> {
  const { rows } = await sql<Visit>`
    select ${COLUMNS} from billing.dunning_visit v
    join registry.public_premises p on p.tenant_id = v.tenant_id and p.id = v.premises_id
    where v.tenant_id = ${tenantOf(actor)}::uuid and v.id = ${id}::uuid`.execute(billing(tx))
  return rows[0]
}
