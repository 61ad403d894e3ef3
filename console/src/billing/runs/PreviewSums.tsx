import { formatFen } from '@anju/ui'
import type { Preview } from './run.ts'
import { useRunTexts } from './texts.ts'

interface PreviewSumsProps {
  preview: Preview | undefined
  /** Newer numbers are on their way; these are drawn pale. */
  working: boolean
}

/** How much would be new, how much is there, and how many premises fall out. */
export function PreviewSums({ preview, working }: PreviewSumsProps) {
  const t = useRunTexts()
  if (!preview) return working ? <div className="c-bone" style={{ height: 68 }} /> : null
  const existing = preview.billCount - preview.newBillCount
  return (
    <dl className="c-sums" data-working={working}>
      <div>
        <dt>{t('newBills')}</dt>
        <dd>
          {preview.newBillCount.toLocaleString('en')}
          <small>{t('countBills')}</small>
        </dd>
      </div>
      <div>
        <dt>{t('newTotal')}</dt>
        <dd>¥{formatFen(preview.newTotalFen)}</dd>
      </div>
      <div>
        <dt>{t('existing')}</dt>
        <dd>
          {existing.toLocaleString('en')}
          <small>{existing > 0 ? t('existingHint') : t('countBills')}</small>
        </dd>
      </div>
      <div>
        <dt>{t('exceptionCount')}</dt>
        <dd className={preview.exceptions.length > 0 ? 'c-money--warning' : undefined}>
          {preview.exceptions.length.toLocaleString('en')}
          <small>{t('countCases')}</small>
        </dd>
      </div>
    </dl>
  )
}
