import { isOpenIn, type ModuleDecision } from '@anju/contract'

/** Modules that would be open somewhere without what they require, with what they lack. */
export function brokenDependencies(
  decisions: readonly ModuleDecision[],
  features: readonly { module: string; requires: readonly string[] }[],
): { module: string; lacks: string }[] {
  const places = [null, ...new Set(decisions.flatMap(one => one.communityId ?? []))]
  return places.flatMap(place =>
    features
      .filter(({ module }) => isOpenIn(decisions, module, place))
      .flatMap(({ module, requires }) =>
        requires.filter(needed => !isOpenIn(decisions, needed, place)).map(lacks => ({ module, lacks })),
      ),
  )
}
