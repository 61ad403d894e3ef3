import { ALargeSmall } from 'lucide-react'
import { SwitchRow } from '../fields/SwitchRow.tsx'
import { useKitTexts } from '../texts/kit-texts.ts'
import { setElderMode, useElderMode } from './elder-mode.ts'

/** A row of a List that turns the large text on and off. */
export function ElderModeRow() {
  const t = useKitTexts()
  return (
    <SwitchRow
      lead={<ALargeSmall aria-hidden="true" />}
      title={t('elderMode')}
      description={t('elderModeText')}
      checked={useElderMode()}
      onChange={setElderMode}
    />
  )
}
