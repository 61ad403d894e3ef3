import { formatDateTime, Notice } from '@anju/ui'
import { useServiceDeskTexts } from './texts.ts'

/** How old a copy is that is shown because the server cannot be reached. `since` in ms; nothing for null. */
export function StaleNote({ since }: { since: number | null }) {
  const t = useServiceDeskTexts()
  if (since === null) return null
  return <Notice tone="warning">{t('stale', { at: formatDateTime(since) })}</Notice>
}
