import { PowerOff } from 'lucide-react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { StatePage } from './StatePage.tsx'

/** The company works without this module, here or everywhere. */
export function ModuleOff() {
  const t = useConsoleTexts()
  return (
    <StatePage icon={PowerOff} title={t('states.moduleOff')}>
      {t('states.moduleOffText')}
    </StatePage>
  )
}
