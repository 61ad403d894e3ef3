import type { RouteAccess } from '@anju/contract'
import type { Locale } from '@anju/ui'
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { validateSearch } from '../search-params.ts'
import { sessionQuery } from '../session.tsx'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The shell draws the no-permission page instead when the actor does not hold it. */
    permission?: RouteAccess
    /** Title of the browser tab. */
    title?: Record<Locale, string>
  }
}

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({ validateSearch })

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./sign-in/SignInPage.tsx'), 'SignInPage'),
})

/** Where an invitation leads: the code is in the fragment of the address, which no server sees. */
export const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('../identity/InvitationPage.tsx'), 'InvitationPage'),
})

/** Parent of every page that needs a session. Pages hang below it: `getParentRoute: () => shellRoute`. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  search: {
    middlewares: [
      ({ search, next }) => {
        // The chosen community stays in every address unless a link says otherwise.
        const result = next(search)
        return 'community' in result ? result : { ...result, community: search.community }
      },
    ],
  },
  beforeLoad: async ({ context, location }) => {
    const actor = await context.queryClient.ensureQueryData(sessionQuery)
    if (!actor) throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } })
  },
  component: lazyRouteComponent(() => import('./AppShell.tsx'), 'AppShell'),
})

/** Any other address: said inside the shell, from where one can go on. */
export const unknownRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '$',
  component: lazyRouteComponent(() => import('./states/NotFoundPage.tsx'), 'NotFoundPage'),
})
