/** 预缴优惠: what is let off to whoever pays months ahead at once (E54, E55). Pure. */
import { dec } from '../../platform/decimals.ts'
import type { Fen } from '../../platform/money.ts'
import { type CivilDate, firstDayOfMonth } from '../../platform/period.ts'
import { roundToFen, yuanOf } from '../rules/rounding.ts'

export interface PrepayOffer {
  id: string
  name: string
  /** null: of every item */
  itemIds: readonly string[] | null
  /** what is charged, in percent */
  percent: string
  /** at most so much of a month is let off */
  capYuan: string | null
  minMonths: number
  /** the last day on which it is to be had; null while it lasts */
  untilOn: CivilDate | null
}

/** An open line that is going to be paid. */
export interface AheadLine {
  lineId: string
  premisesId: string
  itemId: string
  segmentStart: CivilDate
  openFen: Fen
  /** nothing of it was paid, waived or corrected before */
  isWhole: boolean
}

export interface LineDiscount {
  lineId: string
  offerId: string
  fen: Fen
}

/**
 * What is let off of each line. Of an item of a home the lines count that are whole and whose month has not passed; where they make as many
 * months as an offer wants, the offer that lets off most holds: the sum is charged by its percentage, rounded once, and spread over
 * the lines each rounded, the last what is left, so that what is paid is the revenue of each month (E54).
 */
export function prepayDiscounts(
  offers: readonly PrepayOffer[],
  lines: readonly AheadLine[],
  today: CivilDate,
): LineDiscount[] {
  const since = firstDayOfMonth(today)
  const ahead = lines.filter(line => line.isWhole && line.openFen > 0n && line.segmentStart >= since)
  return [...Map.groupBy(ahead, line => `${line.premisesId}/${line.itemId}`).values()].flatMap(its => {
    const months = new Set(its.map(line => line.segmentStart.slice(0, 7))).size
    const open = offers.filter(
      offer =>
        (offer.itemIds === null || its.some(line => offer.itemIds?.includes(line.itemId))) &&
        offer.minMonths <= months &&
        (offer.untilOn === null || today <= offer.untilOn),
    )
    const best = open
      .map(offer => ({ offer, fen: discountFen(offer, its, months) }))
      .toSorted((a, b) => (a.fen === b.fen ? (a.offer.id < b.offer.id ? -1 : 1) : a.fen > b.fen ? -1 : 1))[0]
    return best && best.fen > 0n ? spread(best.offer.id, best.fen, its) : []
  })
}

function discountFen({ percent, capYuan }: PrepayOffer, lines: readonly AheadLine[], months: number): Fen {
  const gross = sumOf(lines)
  const fen = gross - roundToFen(yuanOf(gross).times(dec(percent)).div(100))
  const cap = capYuan === null ? null : roundToFen(dec(capYuan).times(months))
  return cap !== null && fen > cap ? cap : fen
}

function spread(offerId: string, fen: Fen, lines: readonly AheadLine[]): LineDiscount[] {
  const sorted = lines.toSorted((a, b) =>
    a.segmentStart === b.segmentStart ? (a.lineId < b.lineId ? -1 : 1) : a.segmentStart < b.segmentStart ? -1 : 1,
  )
  const gross = sumOf(sorted)
  const paid = gross - fen
  let rest = paid
  return sorted.flatMap((line, index) => {
    const part =
      index === sorted.length - 1
        ? rest
        : roundToFen(
            yuanOf(line.openFen)
              .times(dec(String(paid)))
              .div(dec(String(gross))),
          )
    rest -= part
    const off = line.openFen - part
    return off > 0n ? [{ lineId: line.lineId, offerId, fen: off }] : []
  })
}

function sumOf(lines: readonly AheadLine[]): Fen {
  return lines.reduce((sum, line) => sum + line.openFen, 0n)
}
