import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { LeaseGround } from '../kinds/leases.ts'
import { roomKeyText } from '../kinds/room-ref.ts'
import { imports } from '../tables.ts'

/** What is let in a community, the numbers of its leases, and which rooms are no more. */
export async function knownLeases(tx: Tx, actor: Actor, communityId: string): Promise<LeaseGround> {
  const rows = await imports(tx)
    .selectFrom('registry.publicLeasedPremises as x')
    .innerJoin('registry.publicLease as l', join =>
      join.onRef('l.tenantId', '=', 'x.tenantId').onRef('l.id', '=', 'x.leaseId'),
    )
    .innerJoin('registry.publicPremises as p', join =>
      join.onRef('p.tenantId', '=', 'x.tenantId').onRef('p.id', '=', 'x.premisesId'),
    )
    .select(['l.number', 'l.fromOn', 'l.toOn', 'p.buildingCode', 'p.unitCode', 'p.code as roomCode'])
    .where('x.tenantId', '=', tenantOf(actor))
    .where('x.communityId', '=', communityId)
    .execute()
  const ended = await imports(tx)
    .selectFrom('registry.publicPremises')
    .select(['buildingCode', 'unitCode', 'code as roomCode', 'endedOn'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('endedOn', 'is not', null)
    .execute()
  const lets = Map.groupBy(
    rows.map(({ number, fromOn, toOn, ...room }) => ({
      key: roomKeyText({ ...room, roomCode: room.roomCode ?? '' }),
      let: { number: number ?? '', fromOn: fromOn ?? '', toOn: toOn ?? '' },
    })),
    row => row.key,
  )
  return {
    numbers: new Set(rows.map(row => row.number ?? '')),
    lets: new Map([...lets].map(([key, all]) => [key, all.map(row => row.let)])),
    endedOn: new Map(
      ended.map(({ endedOn, ...room }) => [roomKeyText({ ...room, roomCode: room.roomCode ?? '' }), endedOn ?? '']),
    ),
  }
}
