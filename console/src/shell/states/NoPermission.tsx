import { Lock } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { StatePage } from './StatePage.tsx'

const WantedPermission = lazy(() => import('./WantedPermission.tsx'))

/** Says what is missing and who can grant it. */
export function NoPermission({ permission, level = 'page' }: { permission?: string; level?: 'page' | 'part' }) {
  const t = useConsoleTexts()
  const ask = t('states.noPermissionAsk')
  return (
    <StatePage level={level} icon={Lock} title={t('states.noPermission')}>
      {permission === undefined ? (
        ask
      ) : (
        <Suspense fallback={ask}>
          <WantedPermission permission={permission} />
        </Suspense>
      )}
    </StatePage>
  )
}
