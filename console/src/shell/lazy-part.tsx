import { type ComponentType, lazy, Suspense } from 'react'

/**
 * A part of a page, such as what a tab or a drawer holds, whose code comes when it is drawn; until then its bone. To be called at the
 * top of a module, once for each part.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await load() }))
  // biome-ignore lint/correctness/noComponentHookFactories: made once, at the top of a module, never while drawing
  return function LazyPart(props: Props) {
    return (
      <Suspense fallback={<div className="c-bone" style={{ height: 120 }} />}>
        <Part {...props} />
      </Suspense>
    )
  }
}
