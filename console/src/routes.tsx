import { createRouter } from '@tanstack/react-router'
import { queryClient } from './api.ts'
import { type ConsoleModule, routesOfModules } from './module.ts'
import { modules } from './modules.ts'
import { parseSearch, stringifySearch } from './search-params.ts'
import { rootRoute, shellRoute, signInRoute } from './shell/root.tsx'
import { CrashPage } from './shell/states/CrashPage.tsx'
import { NotFoundPage } from './shell/states/NotFoundPage.tsx'
import { PageSkeleton } from './shell/states/PageSkeleton.tsx'

/** The router over the pages of these modules; every page's code is fetched when it is first opened. */
export function createConsoleRouter<const Modules extends readonly ConsoleModule[]>(its: Modules) {
  const routeTree = rootRoute.addChildren([signInRoute, shellRoute.addChildren(routesOfModules(its))])
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 200,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: CrashPage,
    defaultNotFoundComponent: NotFoundPage,
  })
}

export const router = createConsoleRouter(modules)

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
