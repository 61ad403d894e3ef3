import { type Actor, accountOf } from './actor.ts'
import { refuse } from './errors.ts'

/**
 * Separation of duties: who approves is not who asked. Refuses the actor's own request with `platform.own_request`; the system,
 * which asks for nothing of its own, may.
 * @param askedBy account id of who asked
 */
export function requireSomebodyElse(actor: Actor, askedBy: string | null): void {
  if (actor.kind !== 'system' && askedBy === accountOf(actor)) throw refuse.ownRequest()
}
