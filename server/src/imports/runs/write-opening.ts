import { sql } from 'kysely'
import { openings } from '../../billing/index.ts'
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
export interface OpeningPlaces {
  placeOf: (key: string) => string
}

export type OpeningCounts = Record<'debts' | 'purses' | 'deposits' | 'pastPayments' | 'formerBills', Written>

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
  { placeOf }: OpeningPlaces,
  write: Writer,
): Promise<OpeningCounts> {
  const known = await writtenRows(tx, actor, place)
  const each = async <T extends SourceRow & { place: string }>(
    part: ControlPart,
    rows: readonly T[],
    open: (rows: (Omit<T, 'place'> & { id: string; premisesId: string })[]) => Promise<void>,
  ): Promise<Written> => {
    const fresh = rows.filter(row => !known.has(rowKey(row))).map(row => ({ ...row, id: newId() }))
    await write.parts(fresh, async some => {
      await open(some.map(({ place: key, ...row }) => ({ ...row, premisesId: placeOf(key) })))
      await rememberRows(tx, actor, place, part, some)
      return some.length
    })
    return { total: rows.length, created: fresh.length, changed: 0 }
  }
  return {
    debts: await each('arrears', plan.debts, rows => openings.openDebts(tx, actor, place, rows)),
    purses: await each('purses', plan.purses, rows => openings.openPurses(tx, actor, place, rows)),
    deposits: await each('deposits', plan.deposits, rows => openings.openDeposits(tx, actor, place, rows)),
    pastPayments: await each('past-payments', plan.pastPayments, rows =>
      keepPastPayments(tx, actor, place.communityId, rows),
    ),
    // Compared with ours, never written.
    formerBills: { total: plan.formerBills.length, created: 0, changed: 0 },
  }
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

/** Remembers what rows of a file have become. */
export async function rememberRows(
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
