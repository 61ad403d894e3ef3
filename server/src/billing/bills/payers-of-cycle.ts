import { addDays, type CivilDate } from '../../platform/period.ts'
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

/**
 * The days from which somebody else pays, or in other parts, than on the day before: lines, readings and shares of costs are cut there
 * (E63). Where nobody is known on one side of a day, whoever is on the other pays for both. In order, each once.
 */
export function payerChanges(arrangements: readonly Arrangement[], holders: Holders): CivilDate[] {
  if (arrangements.length === 0 && holders.owner.length < 2) return []
  const kinds = new Set(arrangements.flatMap(({ shares }) => shares.map(share => share.kind)))
  const days = [...arrangements, ...holders.owner, ...(kinds.has('tenant') ? holders.tenant : [])].flatMap(
    ({ fromOn, toOn }) => (toOn === null ? [fromOn] : [fromOn, addDays(toOn, 1)]),
  )
  const whoPays = (on: CivilDate) =>
    sharesOn(arrangements, on).map(share => ({
      share: `${payerKey(share)}/${share.percent}`,
      person: share.kind === 'person' ? null : (payerOn(holders[share.kind], on)?.personId ?? null),
    }))
  return [...new Set(days)].sort().filter(day => {
    const [before, after] = [whoPays(addDays(day, -1)), whoPays(day)]
    return (
      before.length !== after.length ||
      before.some(({ share, person }, index) => {
        const now = after[index]
        const isOther = person !== null && now?.person != null && person !== now.person
        return share !== now?.share || isOther
      })
    )
  })
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
