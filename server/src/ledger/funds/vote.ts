/** Votes of owners by heads and by area (民法典 278): both must be reached, twice (E78). */
import { dec, percentOf, toUnits } from '../../platform/decimals.ts'

export type Count = { heads: number; areaM2: string }

/** `more-than-half` for the use of the fund and most matters; `three-quarters` for those that weigh more. */
export type Majority = 'more-than-half' | 'three-quarters'

export type VoteResult = {
  hasQuorum: boolean
  isCarried: boolean
  headsPercent: string | null
  areaPercent: string | null
}

/** Two thirds of heads and area take part; of those the majority of heads and of area is for it. */
export function resultOf(all: Count, tookPart: Count, inFavour: Count, majority: Majority): VoteResult {
  const hasQuorum = isAtLeast(tookPart, all, 2, 3)
  const enough =
    majority === 'more-than-half'
      ? !isAtLeast(left(tookPart, inFavour), tookPart, 1, 2, 'either')
      : isAtLeast(inFavour, tookPart, 3, 4)
  return {
    hasQuorum,
    isCarried: hasQuorum && enough,
    headsPercent: percentOf(BigInt(inFavour.heads), BigInt(tookPart.heads)),
    areaPercent: percentOf(areaUnits(inFavour), areaUnits(tookPart)),
  }
}

function left(whole: Count, part: Count): Count {
  return { heads: whole.heads - part.heads, areaM2: dec(whole.areaM2).minus(dec(part.areaM2)).toString() }
}

/** Whether heads and area (or either of them) are at least top ÷ bottom of the whole. */
function isAtLeast(part: Count, whole: Count, top: number, bottom: number, of: 'both' | 'either' = 'both'): boolean {
  const heads = part.heads * bottom >= whole.heads * top
  const area = dec(part.areaM2).times(bottom).gte(dec(whole.areaM2).times(top))
  return of === 'both' ? heads && area : heads || area
}

/** Areas have 2 decimals. */
function areaUnits({ areaM2 }: Count): bigint {
  return toUnits(dec(areaM2), 2, 'HALF_UP')
}
