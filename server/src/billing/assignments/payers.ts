/** Who pays a line: the arrangement in force on its first day, or the owner; each part rounded, the last what is left (E15). */
import { dec } from '../../platform/decimals.ts'
import type { Fen } from '../../platform/money.ts'
import type { CivilDate } from '../../platform/period.ts'
import { shareOut } from '../revenue/revenue.ts'

export type PayerShare = { kind: 'owner' | 'tenant' | 'person'; personId: string | null; percent: string }

/** From a day to a day included; null while it lasts. */
export type Arrangement = { fromOn: CivilDate; toOn: CivilDate | null; shares: readonly PayerShare[] }

const OWNER: readonly PayerShare[] = [{ kind: 'owner', personId: null, percent: '100' }]

/** The shares on a day. */
export function sharesOn(arrangements: readonly Arrangement[], on: CivilDate): readonly PayerShare[] {
  return arrangements.find(one => one.fromOn <= on && (one.toOn === null || on <= one.toOn))?.shares ?? OWNER
}

/** What tells payers of one cycle apart: `owner`, `tenant`, `person:<id>`. */
export function payerKey({ kind, personId }: PayerShare): string {
  return kind === 'person' ? `person:${personId}` : kind
}

/** A line's amount by payer. */
export function splitByPayer(fen: Fen, shares: readonly PayerShare[]): { share: PayerShare; fen: Fen }[] {
  const parts = shareOut(
    fen,
    shares.map(share => share.percent),
  )
  return shares.map((share, index) => ({ share, fen: parts[index] ?? 0n }))
}

/** What is wrong with shares: parts make 100 %, each payer once, whoever is a person is named. */
export function shareProblems(shares: readonly PayerShare[]): { field: string; code: string }[] {
  const problems: { field: string; code: string }[] = []
  const sum = shares.reduce((all, share) => all.plus(dec(share.percent)), dec('0'))
  if (!sum.eq(100)) problems.push({ field: 'shares', code: 'not-whole' })
  const keys = new Set<string>()
  shares.forEach((share, index) => {
    if (dec(share.percent).lte(0)) problems.push({ field: `shares.${index}.percent`, code: 'not-positive' })
    if ((share.kind === 'person') !== (share.personId !== null)) {
      problems.push({ field: `shares.${index}.personId`, code: share.kind === 'person' ? 'required' : 'must-be-empty' })
    }
    if (keys.has(payerKey(share))) problems.push({ field: `shares.${index}.kind`, code: 'duplicate' })
    keys.add(payerKey(share))
  })
  return problems
}
