import type { platform as contract, RequestOf, ResponseOf } from '@anju/contract'
import type { Actor } from '../actor.ts'
import type { Tx } from '../db.ts'
import { requireCommunity, type Surroundings } from '../settings/setting-scope.ts'
import { viewSettings } from '../settings/setting-view.ts'
import { type FeatureDefinition, featureDefinitions, featureKey } from './define-feature.ts'

type FeatureView = ResponseOf<typeof contract.listFeatures>['items'][number]

/** Every module that may be switched off, whether it is open at this level, what it needs and what needs it. */
export function listFeatures(around: Surroundings) {
  return async (
    tx: Tx,
    actor: Actor,
    input: RequestOf<typeof contract.listFeatures>,
  ): Promise<ResponseOf<typeof contract.listFeatures>> => {
    const communityId = input.communityId ?? null
    await requireCommunity(around, tx, actor, communityId)
    return { items: await viewFeatures(tx, actor, featureDefinitions(), communityId) }
  }
}

/** The given modules as a screen shows them, at the level of the company (null) or of a community. */
export async function viewFeatures(
  tx: Tx,
  actor: Actor,
  features: FeatureDefinition[],
  communityId: string | null,
): Promise<FeatureView[]> {
  const settings = await viewSettings(
    tx,
    actor,
    features.map(({ setting }) => setting),
    communityId,
  )
  return features.flatMap(({ module, requires }) => {
    const decided = settings.find(one => one.key === featureKey(module))
    if (!decided) return []
    const { value, inherited, source, version, changedByName, changedAt } = decided
    return {
      ...{ module, requires: [...requires], source, version, changedByName, changedAt },
      neededBy: featureDefinitions()
        .filter(other => other.requires.includes(module))
        .map(other => other.module),
      open: value === true,
      inherited: inherited === true,
    }
  })
}
