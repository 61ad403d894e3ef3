import { sql } from 'kysely'
import { keepPastPayments } from '../../payments/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { ControlPart } from '../control/control-total.ts'
import type { SourceRow } from '../kinds/kind.ts'
import { imports } from '../tables.ts'
import type { ImportPlan } from '../workbook/plan-import.ts'
import type { Place, Writer, Written } from './write-proposals.ts'

/** Where the rows of a file find premises, by `premisesKey`. */
export interface OpeningGround {
  placeOf: (key: string) => string
}

export type OpeningCounts = Record<'pastPayments', Written>

const rowKey = ({ sheet, row }: SourceRow) => `${row}\n${sheet}`

/**
 * Takes over what a former system left: each row of a file once, whatever often the file comes (domain.md §8, checklist 7). What
 * became of a row is remembered beside it, so that it can be measured and taken back.
 */
export async function writeOpening(
  tx: Tx,
  actor: Actor,
  place: Place,
  plan: ImportPlan,
  ground: OpeningGround,
  write: Writer,
): Promise<OpeningCounts> {
  const known = await writtenRows(tx, actor, place)
  const fresh = <T extends SourceRow>(rows: readonly T[]) =>
    rows.flatMap(row => (known.has(rowKey(row)) ? [] : [{ ...row, id: newId() }]))
  const payments = fresh(plan.pastPayments)
  await write.parts(payments, async part => {
    const rows = part.map(({ place: key, ...payment }) => ({ ...payment, premisesId: ground.placeOf(key) }))
    await keepPastPayments(tx, actor, place.communityId, rows)
    await rememberRows(tx, actor, place, 'past-payments', part)
    return part.length
  })
  return { pastPayments: { total: plan.pastPayments.length, created: payments.length, changed: 0 } }
}

/** The rows of this very file that were written before, by this import or an earlier one. */
async function writtenRows(tx: Tx, actor: Actor, { communityId, sha256 }: Place): Promise<Set<string>> {
  const rows = await imports(tx)
    .selectFrom('imports.openingRow')
    .select(['sheet', 'row'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('fileSha256', '=', sha256)
    .execute()
  return new Set(rows.map(rowKey))
}

async function rememberRows(
  tx: Tx,
  actor: Actor,
  { communityId, importId, sha256 }: Place,
  part: ControlPart,
  rows: readonly (SourceRow & { id: string })[],
): Promise<void> {
  await sql`
    insert into imports.opening_row (tenant_id, community_id, import_id, file_sha256, part, sheet, row, object_id)
    select ${tenantOf(actor)}::uuid, ${communityId}::uuid, ${importId}::uuid, ${sha256}::bytea, ${part}, r.*
    from unnest(${rows.map(row => row.sheet)}::text[], ${rows.map(row => row.row)}::int[], ${rows.map(row => row.id)}::uuid[]) as r`.execute(
    imports(tx),
  )
}
