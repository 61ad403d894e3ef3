/** 预缴优惠 before it is sent: what the server is going to let off of what is chosen. Pure; amounts are integer fen. */
import { type Choice, type Payable, payableOf } from './choice.ts'

export interface PrepayOffer {
  id: string
  name: string
  itemNames: readonly string[] | null
  percent: string
  capYuan: string | null
  minMonths: number
  untilOn: string | null
}

export interface Off {
  names: string[]
  fen: number
  /** By line; they add up to it. */
  byLine: ReadonlyMap<string, number>
}

export const NOTHING_OFF: Off = { names: [], fen: 0, byLine: new Map() }

/**
 * By item of a home: the chosen lines that are whole and whose month has not passed, where they make as many months as an offer wants, at the
 * offer that lets off most. Same arithmetic as the server's, which has the last word.
 */
export function prepayOf(choice: Choice, offers: readonly PrepayOffer[], asOf: string): Off {
  if (offers.length === 0) return NOTHING_OFF
  const byLine = new Map<string, number>()
  const off = { names: [] as string[], fen: 0, byLine }
  for (const bills of Map.groupBy(choice.bills, bill => `${bill.premisesId ?? ''}/${bill.itemName ?? ''}`).values()) {
    const name = bills[0]?.itemName ?? ''
    const lines = bills.flatMap(bill => aheadOf(choice, bill, asOf))
    const months = new Set(lines.map(line => line.segmentStart.slice(0, 7))).size
    const gross = lines.reduce((sum, line) => sum + line.amountFen, 0)
    const [best] = offers
      .filter(offer => (offer.itemNames === null || offer.itemNames.includes(name)) && offer.minMonths <= months)
      .filter(offer => offer.untilOn === null || asOf <= offer.untilOn)
      .map(offer => ({ offer, fen: discountFen(offer, gross, months) }))
      .toSorted((one, two) => two.fen - one.fen || (one.offer.id < two.offer.id ? -1 : 1))
    if (!best || best.fen <= 0) continue
    off.fen += best.fen
    for (const [lineId, fen] of spreadOver(lines, gross, best.fen)) byLine.set(lineId, fen)
    if (!off.names.includes(best.offer.name)) off.names.push(best.offer.name)
  }
  return off
}

function aheadOf(choice: Choice, bill: Payable, asOf: string) {
  if (!choice.chosen.has(bill.id)) return []
  const payable = new Set(payableOf(bill).map(line => line.id))
  const since = `${asOf.slice(0, 7)}-01`
  return (bill.lines ?? []).flatMap(({ id, segmentStart, amountFen, settledFen }) => {
    const counts = settledFen === 0 && amountFen > 0 && payable.has(id) && !choice.leftOut.has(id)
    return counts && segmentStart !== undefined && segmentStart >= since ? [{ id, segmentStart, amountFen }] : []
  })
}

/** As the server spreads it: each month is paid its share of what is paid, rounded, the last what is left (E54). */
function spreadOver(
  lines: readonly { id: string; segmentStart: string; amountFen: number }[],
  gross: number,
  fen: number,
): [string, number][] {
  const sorted = lines.toSorted(
    (one, two) => one.segmentStart.localeCompare(two.segmentStart) || (one.id < two.id ? -1 : 1),
  )
  const paid = BigInt(gross - fen)
  let rest = gross - fen
  return sorted.map(({ id, amountFen }, index) => {
    const share = (BigInt(amountFen) * paid * 2n + BigInt(gross)) / (2n * BigInt(gross))
    const part = index === sorted.length - 1 ? rest : Number(share)
    rest -= part
    return [id, amountFen - part]
  })
}

const PERCENT_DIGITS = 4

/** Whole fen, half up, without a float: percentages have up to four decimals. */
function discountFen({ percent, capYuan }: PrepayOffer, gross: number, months: number): number {
  const [whole = '0', part = ''] = percent.split('.')
  const scaled = BigInt(whole + part.padEnd(PERCENT_DIGITS, '0').slice(0, PERCENT_DIGITS))
  const unit = 100n * 10n ** BigInt(PERCENT_DIGITS)
  const paid = (BigInt(gross) * scaled * 2n + unit) / (unit * 2n)
  const fen = gross - Number(paid)
  if (capYuan === null) return fen
  const [yuan = '0', cents = ''] = capYuan.split('.')
  return Math.min(fen, Number(yuan + cents.padEnd(2, '0').slice(0, 2)) * months)
}
