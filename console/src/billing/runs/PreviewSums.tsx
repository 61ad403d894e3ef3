import { formatMoney } from '@anju/ui'
import type { Preview, Run } from './run.ts'
import { useRunTexts } from './texts.ts'

interface PreviewSumsProps {
  preview: Preview | undefined
  /** Newer numbers are on their way; these are drawn pale. */
  working: boolean
}

/** What a run would add, change, remove and correct, what it would leave alone, and how many premises fall out. */
export function PreviewSums({ preview, working }: PreviewSumsProps) {
  const t = useRunTexts()
  if (!preview) return working ? <div className="c-bone" style={{ height: 68 }} /> : null
  return (
    <dl className="c-sums" data-working={working}>
      <TallySums compared={preview.compared} />
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

const SHOWN = ['new', 'changed', 'gone', 'correction', 'same'] as const

/** One cell for each kind of difference: how many bills, and by how much. What there is none of is pale. */
export function TallySums({ compared }: { compared: Run['compared'] }) {
  const t = useRunTexts()
  return SHOWN.map(kind => (
    <div key={kind} title={t(`tally.${kind}Hint`)}>
      <dt>{t(`tally.${kind}`)}</dt>
      <dd className={compared[kind].count === 0 ? 'c-run__nil' : undefined}>
        {compared[kind].count.toLocaleString('en')}
        <small>{t('countBills')}</small>
        <small className="c-run__fen">{formatMoney(compared[kind].fen)}</small>
      </dd>
    </div>
  ))
}
