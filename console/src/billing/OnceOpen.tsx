import { type ReactNode, Suspense, useState } from 'react'

/** What is opened over a page: its code comes with the first opening, and it stays so that its closing can be seen. */
export function OnceOpen({ open, children }: { open: boolean; children: ReactNode }) {
  const [wasOpen, setWasOpen] = useState(open)
  if (open && !wasOpen) setWasOpen(true)
  return wasOpen ? <Suspense fallback={null}>{children}</Suspense> : null
}
