import { Splash } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Redirect, useShownPath } from '../navigation.ts'
import { sessionQuery } from '../session.tsx'
import { ErrorPage } from './ErrorPage.tsx'
import { mark } from './mark.ts'

/** Lets in who is signed in; others sign in first and are then brought to where they wanted to go. */
export function SignedIn({ children }: { children: ReactNode }) {
  const session = useQuery(sessionQuery)
  const to = useShownPath()
  if (session.isPending) return <Splash mark={mark} />
  if (session.data === undefined) return <ErrorPage error={session.error} retry={() => void session.refetch()} />
  if (session.data) return children
  return <Redirect to="/sign-in" search={to === '/' ? {} : { to }} />
}

/** Who comes here signed in already goes on to the app. Unreachable or not: whoever is not known to be may try to sign in. */
export function SignedOut({ children }: { children: ReactNode }) {
  const session = useQuery(sessionQuery)
  // Asked once, when the page is opened: signing in on it, it goes on by itself.
  const [open, setOpen] = useState(false)
  if (!open && !session.isPending && !session.data) setOpen(true)
  if (open) return children
  return session.data ? <Redirect to="/" /> : <Splash mark={mark} />
}
