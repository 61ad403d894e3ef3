import type { registry as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { type Database, inTransaction, type Tx } from '../../platform/db.ts'
import { dec, decimalText } from '../../platform/decimals.ts'
import { maskPhone, unseal } from '../../platform/seal.ts'
import { primaryPhone } from '../people/person-view.ts'
import { registry } from '../tables.ts'

type OccupancyView = ResponseOf<typeof contract.readPremises>['occupancies'][number]

/** Who lived where when, of one premises or of one person; the latest first. Phones are masked. */
export async function occupanciesOf(
  tx: Tx,
  actor: Actor,
  of: { premisesId: string } | { personId: string },
): Promise<OccupancyView[]> {
  const rows = await registry(tx)
    .selectFrom('registry.occupancy as o')
    .innerJoin('registry.premises as p', join =>
      join.onRef('p.tenantId', '=', 'o.tenantId').onRef('p.id', '=', 'o.premisesId'),
    )
    .innerJoin('registry.person as n', join =>
      join.onRef('n.tenantId', '=', 'o.tenantId').onRef('n.id', '=', 'o.personId'),
    )
    .select([
      'o.id',
      'o.premisesId',
      'p.label as premisesLabel',
      'o.personId',
      'n.name as personName',
      primaryPhone.as('phoneSealed'),
      'o.kind',
      'o.fromOn',
      'o.toOn',
      'o.share',
      'o.relation',
      'o.resides',
      'o.note',
      'o.endReason',
      'o.endNote',
      'o.forwarding',
      'o.version',
    ])
    .where('o.tenantId', '=', tenantOf(actor))
    .$if('premisesId' in of, query => query.where('o.premisesId', '=', 'premisesId' in of ? of.premisesId : ''))
    .$if('personId' in of, query => query.where('o.personId', '=', 'personId' in of ? of.personId : ''))
    .orderBy('o.fromOn', 'desc')
    .orderBy('o.id')
    .limit(500)
    .execute()
  return rows.map(({ phoneSealed, ...row }) => ({
    ...row,
    kind: row.kind as OccupancyView['kind'],
    relation: row.relation as OccupancyView['relation'],
    endReason: row.endReason as OccupancyView['endReason'],
    share: row.share === null ? null : decimalText(dec(row.share)),
    phoneMasked: phoneSealed ? maskPhone(unseal(phoneSealed)) : null,
  }))
}

/** The premises of a resident today, or of the buildings that staff are confined to, for the realtime hub. */
export async function premisesOfListener(db: Database, actor: Actor): Promise<Set<string>> {
  const asked = actor.kind === 'resident' ? sql`registry.my_premises()` : sql`registry.scoped_premises()`
  return inTransaction(
    db,
    actor,
    async tx => {
      const { rows } = await sql<{ id: string }>`select ${asked} as id`.execute(registry(tx))
      return new Set(rows.map(row => row.id))
    },
    { readOnly: true },
  )
}
