/** Who decides over a request, by its amount, without a database. */
import type { approvals as contract } from '@anju/contract'
import type { z } from 'zod'

export type ChainStep = z.output<typeof contract.ChainStep>

/** The steps that an amount needs, in their order; the first is always one of them. */
export function stepsFor(steps: readonly ChainStep[], amountFen: bigint): ChainStep[] {
  return steps.filter((step, index) => index === 0 || amountFen >= step.fromFen)
}

export interface ChainProblem {
  problem: 'first-from-nothing' | 'amounts-fall' | 'who-missing' | 'role-unknown'
  step: number
}

/** What is wrong with a chain: the first step is for every amount, later ones for no less than the one before, each says who. */
export function chainProblem(steps: readonly ChainStep[], roleIds: ReadonlySet<string>): ChainProblem | null {
  for (const [step, { fromFen, permission, roleId }] of steps.entries()) {
    if (step === 0 && fromFen !== 0n) return { problem: 'first-from-nothing', step }
    if (step > 0 && fromFen < (steps[step - 1]?.fromFen ?? 0n)) return { problem: 'amounts-fall', step }
    if ((permission === null) === (roleId === null)) return { problem: 'who-missing', step }
    if (roleId !== null && !roleIds.has(roleId)) return { problem: 'role-unknown', step }
  }
  return null
}

interface StoredStep {
  fromFen: string
  permission: ChainStep['permission']
  roleId: string | null
}

/** Steps as jsonb keeps them: amounts as text. */
export function storedSteps(steps: readonly ChainStep[]): string {
  return JSON.stringify(steps.map(step => ({ ...step, fromFen: String(step.fromFen) })))
}

/** Steps as they were stored. */
export function stepsOf(stored: unknown): ChainStep[] {
  return (stored as StoredStep[]).map(step => ({ ...step, fromFen: BigInt(step.fromFen) }))
}
