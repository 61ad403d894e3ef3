import { formatFen } from '@anju/ui'
import { Button } from 'antd'
import { useCashierTexts } from './texts.ts'

/** The panel of the money while no household is open: always in its place, with nothing to take. */
export function IdlePanel() {
  const t = useCashierTexts()
  return (
    <aside className="c-pay c-pay--idle" aria-label={t('panel')}>
      {[t('due'), t('tendered'), t('change')].map(name => (
        <div key={name} className="c-pay__row">
          <span>{name}</span>
          <output className="c-pay__figure">{formatFen(0)}</output>
        </div>
      ))}
      <p className="c-pay__hint">{t('waiting')}</p>
      <Button type="primary" className="c-pay__confirm" disabled>
        {t('confirm', { amount: formatFen(0) })}
      </Button>
    </aside>
  )
}
