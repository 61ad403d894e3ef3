import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'

/** Says what does not agree in a community as of a day, a sentence each; empty when all does. */
export type ClosingCheck = (tx: Tx, actor: Actor, communityId: string, asOf: string) => Promise<string[]>

const checks: ClosingCheck[] = []

/** Declares what must hold before a month is closed; modules to the right say what they keep beside the ledger. */
export function defineClosingCheck(check: ClosingCheck): ClosingCheck {
  checks.push(check)
  return check
}

/** Everything that does not agree. */
export async function failedChecks(tx: Tx, actor: Actor, communityId: string, asOf: string): Promise<string[]> {
  const failed: string[] = []
  for (const check of checks) failed.push(...(await check(tx, actor, communityId, asOf)))
  return failed
}
