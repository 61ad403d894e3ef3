/** What was decided about a module: for the whole company (null) or for one community. */
export interface ModuleDecision {
  module: string
  communityId: string | null
  open: boolean
}

/**
 * Whether a module is open in a community, or in the company (null). Nothing decided is open, and what a community decided counts
 * more than what its company did.
 */
export function isOpenIn(decisions: readonly ModuleDecision[], module: string, communityId: string | null): boolean {
  const own = decisions.filter(one => one.module === module)
  const decided = communityId === null ? undefined : own.find(one => one.communityId === communityId)
  return (decided ?? own.find(one => one.communityId === null))?.open ?? true
}

/** Whether a module is open anywhere: in the company, or in a community of it that went ahead. */
export function isOpenSomewhere(decisions: readonly ModuleDecision[], module: string): boolean {
  return isOpenIn(decisions, module, null) || decisions.some(one => one.module === module && one.open)
}
