import type { approvals as contract } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { ChainStep } from '../chains/chain.ts'

/** What the owning module gets of a request that was decided. */
export interface ApprovedRequest {
  id: string
  kind: contract.ApprovalKindName
  subjectId: string
  communityId: string
  premisesId: string | null
  amountFen: bigint
  reason: string
  askedBy: string | null
}

export interface ApprovalDefinition {
  kind: contract.ApprovalKindName
  /** Who decides while a company has decided nothing, by amount. */
  steps: readonly ChainStep[]
  /** Does what was asked for, in the transaction of the last approval; a refusal of it leaves the request waiting. */
  onApproved(tx: Tx, actor: Actor, request: ApprovedRequest): Promise<void>
  /** Rejected or taken back: gives free what waited for it. `note` is what was said. */
  onClosed(tx: Tx, actor: Actor, request: ApprovedRequest, state: 'rejected' | 'withdrawn', note: string): Promise<void>
}

/** From this amount on a second one decides, unless the kind or the company says otherwise: ¥2,000. */
const LARGE_FEN = 200_000n

/** The steps that most kinds begin with: one decides, from ¥2,000 on a second one over large amounts. */
export const USUAL_STEPS: readonly ChainStep[] = [
  { fromFen: 0n, permission: 'approvals.requests.decide', roleId: null },
  { fromFen: LARGE_FEN, permission: 'approvals.requests.decide-large', roleId: null },
]

const definitions = new Map<string, ApprovalDefinition>()

/**
 * Registers a kind of request in the module that will do it; called while the module is loaded. The kind stands in the contract
 * (APPROVAL_KINDS), where the apps' dictionaries ask for its words.
 */
export function defineApproval(
  kind: contract.ApprovalKindName,
  parts: Omit<ApprovalDefinition, 'kind' | 'steps'> & { steps?: readonly ChainStep[] },
): void {
  definitions.set(kind, { kind, steps: USUAL_STEPS, ...parts })
}

/** What a kind's module registered; without one a request can be closed but does nothing. */
export function approvalDefinition(kind: string): ApprovalDefinition | undefined {
  return definitions.get(kind)
}

/** Every kind that the loaded modules registered. */
export function approvalDefinitions(): ApprovalDefinition[] {
  return [...definitions.values()]
}
