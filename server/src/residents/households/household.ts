/** Who may do what in a home, without a database. */
import type { registry } from '@anju/contract'
import type { z } from 'zod'

export type OccupantKind = z.output<typeof registry.OccupantKind>

/** Whether an owner may end this stay: those of family, tenants and guests, never an owner's or the own. */
export function mayEndStay(mine: { kind: OccupantKind }, stay: { kind: OccupantKind; isMe: boolean }): boolean {
  return mine.kind === 'owner' && stay.kind !== 'owner' && !stay.isMe
}
