import { useDelayed } from '../shell/states/useDelayed.ts'
import { useConsoleTexts } from '../texts/texts.ts'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f']

/** The outline of a drawer's facts, when they take longer than a blink. */
export function DrawerBones() {
  const t = useConsoleTexts()
  const slow = useDelayed(true)
  if (!slow) return null
  return (
    <div className="c-facts" role="status" aria-label={t('states.loading')}>
      {ROWS.map(row => (
        <div key={row} className="c-bone" style={{ height: 36 }} />
      ))}
    </div>
  )
}
