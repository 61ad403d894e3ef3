import { useConsoleTexts } from '../../texts/texts.ts'
import './states.css'

/** The outline of a list page, drawn while a page's code is on its way. */
export function PageSkeleton() {
  const t = useConsoleTexts()
  return (
    <div className="c-page" role="status" aria-label={t('states.loading')}>
      <div className="c-bone" style={{ width: 120, height: 24 }} />
      <div className="c-bone" style={{ width: '60%', height: 32 }} />
      <div className="c-bone" style={{ flex: 1, minHeight: 320 }} />
    </div>
  )
}
