/** Who may do what in a home, without a database. */
import type { registry } from '@anju/contract'
import type { z } from 'zod'

export type OccupantKind = z.output<typeof registry.OccupantKind>

/** 王小明 → 王*明, 李四 → 李*: enough to know one's own people by (domain.md §7 "Masking"). */
export function maskName(name: string): string {
  const letters = [...name]
  const [first = '', last = ''] = [letters[0], letters.at(-1)]
  if (letters.length <= 1) return name
  return letters.length === 2 ? `${first}*` : `${first}${'*'.repeat(letters.length - 2)}${last}`
}

/** Whether an owner may end this stay: those of family, tenants and guests, never an owner's or the own. */
export function mayEndStay(mine: { kind: OccupantKind }, stay: { kind: OccupantKind; isMe: boolean }): boolean {
  return mine.kind === 'owner' && stay.kind !== 'owner' && !stay.isMe
}
