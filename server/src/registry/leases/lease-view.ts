import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { historyOf } from '../../platform/audit.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec, decimalText } from '../../platform/decimals.ts'
import { refuse } from '../../platform/errors.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { countUpTo, keyset, pageOfRows } from '../../platform/page.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { leaseReminderDays } from '../settings.ts'
import { registry } from '../tables.ts'
import { yearRentFen } from './lease.ts'
import { type LeaseRow, leaseColumns, leaseCondition, leaseStatus } from './lease-rows.ts'

export type LeaseDetail = ResponseOf<typeof contract.readLease>
type StoredRow = Omit<LeaseRow, 'yearRentFen'>

const SORTS = {
  fromOn: { by: sql`l.from_on`, type: 'date' },
  toOn: { by: sql`coalesce(l.ended_on, l.to_on)`, type: 'date' },
  number: { by: sql`l.number`, type: 'text' },
  createdAt: { by: sql`l.created_at`, type: 'timestamptz' },
} as const

/** Leases of homes and shops with parties, term, rent and today's status; the latest to begin first. */
export async function listLeases(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listLeases>,
): Promise<ResponseOf<typeof contract.listLeases>> {
  const reminderDays = await readSetting(tx, leaseReminderDays)
  const keys = keyset(input, sql<string>`l.id`, SORTS, '-fromOn')
  const condition = leaseCondition(actor, input, reminderDays)
  const { rows } = await sql<StoredRow & { sortKey: string }>`
    select ${leaseColumns(reminderDays)}, ${keys.key} as sort_key from registry.lease l where ${condition} and ${keys.after}
    order by ${keys.order} limit ${input.limit + 1}`.execute(registry(tx))
  const total = await countUpTo(registry(tx), sql`select 1 from registry.lease l where ${condition}`)
  return pageOfRows(
    input,
    rows.map(row => ({ ...shown(row), sortKey: row.sortKey })),
    total,
    '-fromOn',
  )
}

/** How many leases there are of each status, and what those that hold today bring in a year. */
export async function leaseNumbers(
  tx: Tx,
  actor: Actor,
  input: { communityId?: string },
): Promise<ResponseOf<typeof contract.leaseNumbers>> {
  const reminderDays = await readSetting(tx, leaseReminderDays)
  const { rows } = await sql<{ status: LeaseRow['status']; count: number }>`
    select s.status, count(*)::int as count from (select ${leaseStatus(reminderDays)} as status from registry.lease l
      where ${leaseCondition(actor, input, reminderDays)}) s group by s.status`.execute(registry(tx))
  const holding = await sql<StoredRow>`
    select l.rent_kind, l.rent_fen, l.rent_period, l.unit_price::text, l.area_m2::text, l.deposit_fen from registry.lease l
    where ${leaseCondition(actor, input, reminderDays)} and l.signed_on is not null
      and ${today()}::date between l.from_on and coalesce(l.ended_on, l.to_on)`.execute(registry(tx))
  return {
    statuses: rows,
    yearRentFen: holding.rows.reduce((sum, row) => sum + yearRentFen(row), 0n),
    depositFen: holding.rows.reduce((sum, row) => sum + row.depositFen, 0n),
    reminderDays,
  }
}

/** One lease with its papers, what it renews and what renews it. Errors: platform.not_found. */
export async function readLease(tx: Tx, actor: Actor, input: { leaseId: string }): Promise<LeaseDetail> {
  const reminderDays = await readSetting(tx, leaseReminderDays)
  type Stored = StoredRow &
    Pick<LeaseDetail, 'endedReason' | 'notes' | 'createdAt' | 'createdByName'> & { documentIds: string[] }
  const { rows } = await sql<Stored>`
    select ${leaseColumns(reminderDays)}, l.ended_reason, l.notes, l.document_ids, l.created_at, l.created_by_name from registry.lease l
    where l.tenant_id = ${tenantOf(actor)} and l.id = ${input.leaseId}`.execute(registry(tx))
  const [row] = rows
  if (!row) throw refuse.notFound()
  const { documentIds, ...lease } = row
  const documents = await fileRefs(tx, documentIds)
  const numbers = await numbersOf(tx, actor, [row.renewsId, row.renewedById])
  return {
    ...shown(lease),
    documents: documentIds.flatMap(id => documents.get(id) ?? []),
    renewsNumber: numbers.get(row.renewsId ?? '') ?? null,
    renewedByNumber: numbers.get(row.renewedById ?? '') ?? null,
  }
}

async function numbersOf(tx: Tx, actor: Actor, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = ids.filter(id => id !== null)
  if (wanted.length === 0) return new Map()
  const rows = await registry(tx)
    .selectFrom('registry.lease')
    .select(['id', 'number'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', wanted)
    .execute()
  return new Map(rows.map(row => [row.id, row.number]))
}

/** A row as it is answered: decimals without idle zeros, the rent of a year. */
function shown<R extends StoredRow>(row: R): R & { yearRentFen: bigint } {
  return {
    ...row,
    unitPrice: row.unitPrice === null ? null : decimalText(dec(row.unitPrice), 2),
    areaM2: row.areaM2 === null ? null : decimalText(dec(row.areaM2), 2),
    yearRentFen: yearRentFen(row),
  }
}

/** Who changed a lease, when, why, and what. Errors: platform.not_found. */
export async function leaseHistory(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.leaseHistory>,
): Promise<ResponseOf<typeof contract.leaseHistory>> {
  const lease = await readLease(tx, actor, input)
  return historyOf(tx, actor, [lease.id], input)
}
