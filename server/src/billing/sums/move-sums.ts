import { sql } from 'kysely'
import { rooms } from '../../registry/index.ts'
import { billing } from '../tables.ts'

/** What was charged and settled on premises counts in the building in which they stand, also when that is corrected later. */
export function followBuildings(): void {
  rooms.followMoves('billing', async (tx, _actor, { premisesId, fromBuildingId, toBuildingId }) => {
    await sql`select billing.move_charge_sums(${premisesId}::uuid, ${fromBuildingId}::uuid, ${toBuildingId}::uuid)`.execute(
      billing(tx),
    )
  })
}
