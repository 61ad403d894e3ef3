import { useConsoleTexts } from '../../texts/texts.ts'
import './record-history.css'

/** The look of a history on its way. */
export function HistoryBones() {
  const t = useConsoleTexts()
  return (
    <div className="c-history" role="status" aria-label={t('states.loading')}>
      {[0, 1, 2].map(one => (
        <div key={one} className="c-bone" style={{ height: 44, marginBottom: 12 }} />
      ))}
    </div>
  )
}
