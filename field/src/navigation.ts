import { createNavigation } from '@anju/ui'

const plain = () => ({})

/** The addresses of this app's pages, each with the state that its address may carry. The pages are in routes.tsx. */
export const { Link, Redirect, way, navigate, openPath, canGoBack, goBack, useParams, useSearch, useShownPath } =
  createNavigation('/field', {
    /** `to` is where the visitor wanted to go before signing in; only a path of this app is taken. */
    '/sign-in': ({ to }): { to?: string } => (to !== undefined && /^\/(?!\/)/.test(to) ? { to } : {}),
    /** Where an invitation leads; its code is in the fragment of the address, which no server sees. */
    '/invitation': plain,
    '/': ({ show }): { show?: 'finished' } => (show === 'finished' ? { show } : {}),
    '/shift': plain,
    '/shift/rota': plain,
    '/shift/swaps': plain,
    '/shift/leaves': plain,
    '/shift/attendance': plain,
    '/shift/performance': plain,
    '/shift/performance/$scorecardId': plain,
    '/notices': plain,
    '/me': plain,
    '/me/security': plain,
    '/me/debtors': plain,
    '/me/rounds': plain,
    '/me/rounds/$roundId': plain,
    '/tasks/$orderId': plain,
    '/tasks/$orderId/finish': plain,
    '/queue': plain,
  })
