import { createRouter } from '@tanstack/react-router'
import { queryClient } from './api.ts'
import { routesOfModules } from './module.ts'
import { modules } from './modules.ts'
import { parseSearch, stringifySearch } from './search-params.ts'
import { invitationRoute, rootRoute, shellRoute, signInRoute, unknownRoute } from './shell/root.tsx'
import { CrashPage } from './shell/states/CrashPage.tsx'
import { PageSkeleton } from './shell/states/PageSkeleton.tsx'

/** How the console routes, whatever its pages are. */
export const routing = {
  context: { queryClient },
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingMs: 200,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: CrashPage,
} as const

const routeTree = rootRoute.addChildren([
  signInRoute,
  invitationRoute,
  shellRoute.addChildren([...routesOfModules(modules), unknownRoute]),
])

export const router = createRouter({ routeTree, ...routing })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
