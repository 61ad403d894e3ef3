import { OfflineBanner, UpdatePrompt } from '@anju/ui'
import { Outlet } from '@tanstack/react-router'
import { watchForUpdates } from '../updates.ts'

/** Around every page, signed in or not. */
export function Root() {
  return (
    <>
      <OfflineBanner />
      <Outlet />
      <UpdatePrompt watch={watchForUpdates} />
    </>
  )
}
