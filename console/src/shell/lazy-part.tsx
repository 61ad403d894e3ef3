import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'

/**
 * A part of a page, such as what a tab or a drawer holds, whose code comes when it is drawn; until then its bone. To be called at the
 * top of a module, once for each part. `bone`: null for what has no place of its own, such as a form over the page.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  bone: ReactNode = <div className="c-bone" style={{ height: 120 }} />,
): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await load() }))
  // biome-ignore lint/correctness/noComponentHookFactories: made once, at the top of a module, never while drawing
  return function LazyPart(props: Props) {
    return (
      <Suspense fallback={bone}>
        <Part {...props} />
      </Suspense>
    )
  }
}
