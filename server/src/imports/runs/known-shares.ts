import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { KnownShares } from '../kinds/people.ts'
import { type RoomKey, roomKeyText } from '../kinds/room-ref.ts'
import { imports } from '../tables.ts'
import type { StagedSheet } from '../workbook/mapping.ts'

/** The shares that owners have already of homes and spaces that are there still, where the workbook writes shares at all. */
export async function knownShares(
  tx: Tx,
  actor: Actor,
  { communityId, roomById }: { communityId: string; roomById: ReadonlyMap<string, RoomKey> },
  staged: readonly StagedSheet[],
): Promise<KnownShares> {
  const asked = staged.some(({ mapping }) => mapping.columns.some(column => column.field === 'share'))
  if (!asked) return new Map()
  const { rows } = await sql<{ premisesId: string; name: string; share: string; toOn: string | null }>`
    select o.premises_id, n.name, o.share::text as share, o.to_on
    from registry.public_occupancy o join registry.public_person n on n.tenant_id = o.tenant_id and n.id = o.person_id
    where o.tenant_id = ${tenantOf(actor)} and o.community_id = ${communityId} and o.kind = 'owner' and o.share is not null`.execute(
    imports(tx),
  )
  const there = rows.flatMap(row => {
    const room = roomById.get(row.premisesId)
    return room ? [{ ...row, room: roomKeyText(room) }] : []
  })
  return Map.groupBy(there, row => row.room)
}
