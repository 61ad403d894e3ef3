import { createNavigation } from '@anju/ui'

const plain = () => ({})

/** The addresses of this app's pages, each with the state that its address may carry. The pages are in routes.tsx. */
export const { Link, Redirect, way, navigate, openPath, canGoBack, goBack, useParams, useSearch, useShownPath } =
  createNavigation('/resident', {
    /** `to` is where the visitor wanted to go before signing in; only a path of this app is taken. */
    '/sign-in': ({ to }): { to?: string } => (to !== undefined && /^\/(?!\/)/.test(to) ? { to } : {}),
    '/': plain,
    '/bills': ({ show, item }): { show?: 'settled'; item?: string } => ({
      ...(show === 'settled' ? { show } : {}),
      ...(typeof item === 'string' ? { item } : {}),
    }),
    '/orders': ({ show }): { show?: 'closed' } => (show === 'closed' ? { show } : {}),
    '/me': plain,
    '/orders/new': plain,
    '/orders/$orderId': plain,
    '/bills/$billId': plain,
    '/bills/$billId/dispute': plain,
    '/account': plain,
    '/fund': plain,
    '/meters': plain,
    '/discounts': plain,
    '/discounts/new': plain,
    '/disclosures': plain,
    '/disclosures/$disclosureId': plain,
    '/receipts': plain,
    '/receipts/$receiptId': plain,
    '/notices': plain,
    '/notices/preferences': plain,
    '/join': plain,
    '/join/code': ({ code }): { code?: string } => (code === undefined ? {} : { code: code.slice(0, 12) }),
    '/join/apply': ({ community }): { community?: string } => (community === undefined ? {} : { community }),
    '/homes/$premisesId': plain,
    '/privacy': plain,
    '/vehicles': plain,
    '/vehicles/new': plain,
  })
