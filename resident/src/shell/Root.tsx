import { DemoBanner, OfflineBanner, UpdatePrompt } from '@anju/ui'
import type { ReactNode } from 'react'
import { realtime } from '../realtime.ts'
import { watchForUpdates } from '../updates.ts'

/** Around every page, signed in or not. */
export function Root({ children }: { children: ReactNode }) {
  return (
    <>
      <OfflineBanner />
      <DemoBanner stream={realtime} />
      {children}
      <UpdatePrompt watch={watchForUpdates} />
    </>
  )
}
