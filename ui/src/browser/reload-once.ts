const STORED_AS = 'anju.reloaded'
const WINDOW_MS = 30_000

/**
 * After a deployment an open page may ask for a chunk that is gone. One reload fetches the new release; a second failure
 * within half a minute is a real one and is left to the error page. Without a network a reload would only lose what was typed.
 */
export function reloadOnceOnMissingChunk(): void {
  addEventListener('vite:preloadError', event => {
    if (!navigator.onLine) return
    const last = Number(sessionStorage.getItem(STORED_AS) ?? 0)
    if (Date.now() - last < WINDOW_MS) return
    sessionStorage.setItem(STORED_AS, String(Date.now()))
    event.preventDefault()
    location.reload()
  })
}
