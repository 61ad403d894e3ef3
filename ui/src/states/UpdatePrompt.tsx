import { useEffect, useState } from 'react'
import { Button } from '../controls/Button.tsx'
import { useKitTexts } from '../texts/kit-texts.ts'

/** Starts watching for a new version of the app; `onReady` gets the function that switches to it. */
export type WatchForUpdates = (onReady: (apply: () => void) => void) => Promise<void>

/** The first page comes first: its requests should not share the line with the whole app being stored. */
const WATCH_AFTER_MS = 3_000

/** Offers a new version when one is ready. Nobody is thrown out of a half-filled form: it waits for the press. */
export function UpdatePrompt({ watch }: { watch: WatchForUpdates }) {
  const t = useKitTexts()
  const [apply, setApply] = useState<(() => void) | null>(null)

  useEffect(() => {
    const timer = setTimeout(() => void watch(update => setApply(() => update)), WATCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [watch])

  if (!apply) return null
  return (
    <div className="aj-prompt" role="status">
      <span className="aj-prompt__text">{t('updateReady')}</span>
      <Button size="small" onClick={apply}>
        {t('update')}
      </Button>
    </div>
  )
}
