import { type Actor, can } from '../../platform/actor.ts'

/** Whether an actor who sees homes is told who lives in them. Who may see homes only (a guard) finds rooms, not people. */
export function mayName(actor: Actor): boolean {
  return can(actor, 'registry.people.read')
}
