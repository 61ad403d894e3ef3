import type { platform as contract, Permission, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, can } from './actor.ts'
import type { Tx } from './db.ts'
import { featureDefinition } from './features/define-feature.ts'
import { whereOpen } from './features/open-communities.ts'
import { moduleIsOpenIn } from './features/open-modules.ts'
import type { Verb } from './module.ts'

export type SearchHit = ResponseOf<typeof contract.search>['hits'][number]
export type SearchRequest = RequestOf<typeof contract.search>

/** What a module can find by a text: it looks at the text's shape first and answers nothing where that cannot be one of its things. */
export interface SearchPart {
  /** Who may find these things at all; scope and tenant are the database's walls. */
  permission: Permission
  /** At most `limit` hits, the best first. */
  find: (tx: Tx, actor: Actor, input: SearchRequest) => Promise<SearchHit[]>
}

/** A part with the module that it finds things of. */
export type ModuleSearchPart = SearchPart & { module: string }

/**
 * The global search: asks every module's parts in module order, each within the actor's rights and walls, and of a module that a company has
 * closed somewhere only where it is open. Nobody's right is no hit, not an error.
 */
export function searchOver(parts: readonly ModuleSearchPart[]): Verb<typeof contract.search> {
  return async (tx, actor, input) => {
    const hits: SearchHit[] = []
    for (const { permission, find, module } of parts) {
      if (!can(actor, permission)) continue
      const features = featureDefinition(module) ? [module] : []
      if (features.length > 0 && !(await moduleIsOpenIn(tx, module, null))) continue
      hits.push(...(await whereOpen(tx, features, open => find(open, open.actor, input))))
    }
    return { hits }
  }
}
