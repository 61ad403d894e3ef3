import { WifiOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { formatDateTime, type InstantValue } from '../formats/format-date.ts'
import { useKitTexts } from '../texts/kit-texts.ts'

function onChange(notify: () => void): () => void {
  addEventListener('online', notify)
  addEventListener('offline', notify)
  return () => {
    removeEventListener('online', notify)
    removeEventListener('offline', notify)
  }
}

/** Whether the browser has a network. Having one does not mean the server answers. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    onChange,
    () => navigator.onLine,
    () => true,
  )
}

/** Says at the top that there is no network, and how old the content is where that is known. */
export function OfflineBanner({ dataAt }: { dataAt?: InstantValue }) {
  const t = useKitTexts()
  const online = useOnline()
  return (
    <div role="status">
      {online ? null : (
        <div className="aj-banner">
          <WifiOff aria-hidden="true" />
          {dataAt === undefined ? t('offline') : t('offlineSince', { at: formatDateTime(dataAt) })}
        </div>
      )}
    </div>
  )
}
