import { formatDateTime, Notice } from '@anju/ui'
import type { Known } from '../outbox/copies.ts'
import { useWorkforceTexts } from './texts.ts'

/** Says that what is shown is a copy from before the connection was lost. */
export function StaleLine({ of }: { of: Known<unknown> }) {
  const t = useWorkforceTexts()
  return of.fresh ? null : <Notice tone="warning">{t('stale', { at: formatDateTime(of.at) })}</Notice>
}
