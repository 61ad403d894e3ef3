import type { approvals as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { approvalDefinition, approvalDefinitions, USUAL_STEPS } from '../requests/define-approval.ts'
import { approvals } from '../tables.ts'
import { type ChainStep, stepsOf } from './chain.ts'

type ChainView = ResponseOf<typeof contract.listChains>['items'][number]

interface Chain {
  kind: contract.ApprovalKindName
  steps: ChainStep[]
  version: number
  changedByName: string | null
  changedAt: Date | null
}

/** Who decides over each kind of request, and the roles that a step may name. */
export async function listChains(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listChains>> {
  const stored = await approvals(tx)
    .selectFrom('approvals.chain')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .execute()
  const items = approvalDefinitions().map(({ kind, steps }) => {
    const row = stored.find(one => one.kind === kind)
    return viewChain(row ? { ...row, kind, steps: stepsOf(row.steps) } : nothingDecided(kind, steps))
  })
  return { items, roles: await rolesOf(tx, actor) }
}

/** What holds for a kind: what the company decided, else the kind's own steps (version 0). */
export async function chainOf(tx: Tx, actor: Actor, kind: contract.ApprovalKindName): Promise<Chain> {
  const row = await approvals(tx)
    .selectFrom('approvals.chain')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row
    ? { ...row, kind, steps: stepsOf(row.steps) }
    : nothingDecided(kind, approvalDefinition(kind)?.steps ?? USUAL_STEPS)
}

function nothingDecided(kind: contract.ApprovalKindName, steps: readonly ChainStep[]): Chain {
  return { kind, steps: [...steps], version: 0, changedByName: null, changedAt: null }
}

/** A chain as a screen gets it. */
export function viewChain({ kind, steps, version, changedByName, changedAt }: Chain): ChainView {
  return { kind, steps, own: version > 0, version, changedByName, changedAt }
}

/** The roles of the company, by name. */
export async function rolesOf(tx: Tx, actor: Actor): Promise<{ id: string; name: string }[]> {
  return approvals(tx)
    .selectFrom('identity.publicRole')
    .select(['id', 'name'])
    .where('tenantId', '=', tenantOf(actor))
    .orderBy('name')
    .execute()
}
