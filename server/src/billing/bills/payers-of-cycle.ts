import { type Arrangement, type PayerShare, payerKey, sharesOn, splitByPayer } from '../assignments/payers.ts'
import type { Charge, Objects } from './charged-objects.ts'
import type { ProposedLine } from './compute-lines.ts'
import type { LineExplanation } from './explanation.ts'
import { type Owner, payerOn } from './payer.ts'

export interface Payer {
  personId: string
  name: string
}

/** Owners and tenants of a charge's premises over time. */
export type Holders = Record<'owner' | 'tenant', readonly Owner[]>

/** Who held the premises of a charge. */
export function holdersOf(charge: Charge, data: Objects): Holders {
  return { owner: data.owners.get(charge.premisesId) ?? [], tenant: data.tenants.get(charge.premisesId) ?? [] }
}

type Line = ProposedLine<LineExplanation>

/** What one payer pays of a cycle. */
interface Part {
  key: string
  payer: Payer | null
  lines: [Line, ...Line[]]
}

const OWNER: PayerShare = { kind: 'owner', personId: null, percent: '100' }

/**
 * The lines of a cycle by who pays them: by days, so that after a transfer of ownership the seller pays through the day before and
 * the buyer from the day on (domain.md 过户, E63); where several share a line each gets a part of it (E15). The first payer of a
 * share is known by the share (`owner`), whoever follows within the cycle by the person.
 */
export function byPayer(
  lines: readonly [Line, ...Line[]],
  arrangements: readonly Arrangement[],
  holders: Holders,
  people: ReadonlyMap<string, string>,
): Part[] {
  if (arrangements.length === 0 && holders.owner.length < 2) {
    return [{ key: 'owner', payer: payerFor(OWNER, holders, people, lines[0]), lines: [...lines] }]
  }
  const found = new Map<string, Part>()
  const firsts = new Map<string, string | undefined>()
  for (const line of lines) {
    const shares = sharesOn(arrangements, line.segmentStart)
    for (const { share, fen } of splitByPayer(line.amountFen, shares)) {
      const own = shares.length === 1 ? line : partOf(line, share, fen)
      const payer = payerFor(share, holders, people, line)
      const shareKey = payerKey(share)
      if (!firsts.has(shareKey)) firsts.set(shareKey, payer?.personId)
      const key = firsts.get(shareKey) === payer?.personId || !payer ? shareKey : `person:${payer.personId}`
      const known = found.get(key)
      if (known) known.lines.push(own)
      else found.set(key, { key, payer, lines: [own] })
    }
  }
  return [...found.values()]
}

/** A payer's part of a line, which says so. */
function partOf(line: Line, share: PayerShare, amountFen: bigint): Line {
  const payerPart = { percent: share.percent, ofFen: line.explanation.roundedFen }
  return { ...line, amountFen, explanation: { ...line.explanation, roundedFen: Number(amountFen), payerPart } }
}

/** The person behind a share: on the line's first day, else on the billing date, else on its last day. */
function payerFor(
  share: PayerShare,
  holders: Holders,
  people: ReadonlyMap<string, string>,
  line: Pick<Line, 'segmentStart' | 'segmentEnd' | 'billingOn'>,
): Payer | null {
  if (share.kind === 'person') {
    const name = share.personId === null ? undefined : people.get(share.personId)
    return share.personId === null || name === undefined ? null : { personId: share.personId, name }
  }
  const who = share.kind === 'tenant' ? holders.tenant : holders.owner
  return payerOn(who, line.segmentStart) ?? payerOn(who, line.billingOn) ?? payerOn(who, line.segmentEnd)
}
