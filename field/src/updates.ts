import type { WatchForUpdates } from '@anju/ui'

const LOOK_EVERY_MS = 60 * 60 * 1000

/** Registers the service worker and tells when a new version waits. In development there is none. */
export const watchForUpdates: WatchForUpdates = async onReady => {
  if (!import.meta.env.PROD) return
  const { registerSW } = await import('virtual:pwa-register')
  const update = registerSW({
    onNeedRefresh: () => onReady(() => void update(true)),
    onRegisteredSW: (_, registration) => {
      if (registration) setInterval(() => void registration.update(), LOOK_EVERY_MS)
    },
  })
}
