import type { registry as contract, RequestOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { succeedPremises } from './succeed-premises.ts'
import { readSuccession, type SuccessionView } from './succession-view.ts'

/** Premises become one. Errors: those of `succeedPremises`. */
export async function mergePremises(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.mergePremises>,
): Promise<SuccessionView> {
  await succeedPremises(tx, actor, { ...input, kind: 'merge', into: [input.into] })
  return readSuccession(tx, actor, input.id)
}

/** One premises becomes several. Errors: those of `succeedPremises`. */
export async function splitPremises(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.splitPremises>,
): Promise<SuccessionView> {
  await succeedPremises(tx, actor, { ...input, kind: 'split', old: [input.old] })
  return readSuccession(tx, actor, input.id)
}
