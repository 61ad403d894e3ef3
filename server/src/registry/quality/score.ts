/** Of each check of a community: how many things failed of how many, and what that weighs. */
export interface Counted {
  findings: number
  base: number
  weight: number
}

/**
 * How good the data of a community is, 0 to 100: each check gives its weight times the part of its things that pass; a check
 * without things says nothing. Rounded down, so that 100 means that nothing is to be mended. Null where nothing was counted.
 */
export function scoreOf(counts: readonly Counted[]): number | null {
  const asked = counts.filter(({ base }) => base > 0)
  const weights = asked.reduce((sum, { weight }) => sum + weight, 0)
  if (weights === 0) return null
  const lost = asked.reduce((sum, { findings, base, weight }) => sum + weight * Math.min(1, findings / base), 0)
  return Math.floor(100 - (100 * lost) / weights)
}
