import { OfflineBanner, UpdatePrompt } from '@anju/ui'
import type { ReactNode } from 'react'
import { watchForUpdates } from '../updates.ts'

/** Around every page, signed in or not. */
export function Root({ children }: { children: ReactNode }) {
  return (
    <>
      <OfflineBanner />
      {children}
      <UpdatePrompt watch={watchForUpdates} />
    </>
  )
}
