import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { StatePage } from './StatePage.tsx'

export function NotFoundPage() {
  const t = useConsoleTexts()
  return (
    <StatePage icon={Compass} title={t('states.notFound')} actions={<Link to="/">{t('states.backHome')}</Link>}>
      {t('states.notFoundHint')}
    </StatePage>
  )
}
