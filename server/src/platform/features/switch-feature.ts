import type { platform as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../actor.ts'
import type { Tx } from '../db.ts'
import { refuse } from '../errors.ts'
import { publish } from '../events.ts'
import { featureSwitched } from '../platform-events.ts'
import { decideSetting } from '../settings/change-setting.ts'
import { requireCommunity, requireWholeOf, type Surroundings } from '../settings/setting-scope.ts'
import { featureDefinition, featureDefinitions } from './define-feature.ts'
import { brokenDependencies } from './feature.ts'
import { viewFeatures } from './feature-view.ts'
import { forgetDecisions, readDecisions } from './open-modules.ts'

/**
 * Opens or closes a module for the company or a community, or gives the decision back (null). What is stored stays; its routes are
 * refused (`platform.module_off`), its pages go, its jobs rest. Errors: platform.feature_needed when an open module needs it,
 * platform.feature_needs when it needs a closed one, platform.changed_meanwhile, platform.beyond_scope.
 */
export function switchFeature(around: Surroundings) {
  return async (
    tx: Tx,
    actor: Actor,
    input: RequestOf<typeof contract.switchFeature>,
  ): Promise<ResponseOf<typeof contract.switchFeature>> => {
    const communityId = input.communityId ?? null
    await requireCommunity(around, tx, actor, communityId)
    const feature = featureDefinition(input.module)
    if (!feature) throw refuse.notFound()
    requireWholeOf(actor, communityId)
    const { version, reason, open } = input
    await decideSetting(tx, feature.setting, { communityId, version, reason, value: open })
    const broken = brokenDependencies(await readDecisions(tx, actor), featureDefinitions())
    const needing = broken.filter(one => one.lacks === input.module).map(one => one.module)
    if (needing.length > 0) throw refuse.featureNeeded({ modules: [...new Set(needing)].join(',') })
    const lacking = broken.filter(one => one.module === input.module).map(one => one.lacks)
    if (lacking.length > 0) throw refuse.featureNeeds({ modules: [...new Set(lacking)].join(',') })
    await publish(tx, featureSwitched, { module: input.module, ...(communityId ? { communityId } : {}) })
    forgetDecisions(tenantOf(actor))
    const [view] = await viewFeatures(tx, actor, [feature], communityId)
    if (!view) throw refuse.notFound()
    return view
  }
}
