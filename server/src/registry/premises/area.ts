import { dec, decimalText } from '../../platform/decimals.ts'

export interface AreaParts {
  areaM2: string
  innerAreaM2: string | null
  sharedAreaM2: string | null
}

/** Whether the parts fit into the whole: 套内 + 公摊 ≤ 建筑面积 (domain.md §8 row 5 compares them to the hundredth). */
export function partsFit({ areaM2, innerAreaM2, sharedAreaM2 }: AreaParts): boolean {
  return dec(innerAreaM2 ?? '0')
    .plus(dec(sharedAreaM2 ?? '0'))
    .lte(dec(areaM2))
}

/** The sum of areas as text with two decimals. */
export function sumOfAreas(areas: readonly (string | null)[]): string {
  return decimalText(
    areas.reduce((sum, area) => sum.plus(dec(area ?? '0')), dec('0')),
    2,
  )
}
