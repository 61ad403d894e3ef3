import { Lock } from 'lucide-react'
import { usePermissionTexts } from '../../texts/permissions.ts'
import { useConsoleTexts } from '../../texts/texts.ts'
import { StatePage } from './StatePage.tsx'

/** Says what is missing and who can grant it. */
export function NoPermission({ permission, level = 'page' }: { permission?: string; level?: 'page' | 'part' }) {
  const t = useConsoleTexts()
  const name = usePermissionTexts()
  return (
    <StatePage level={level} icon={Lock} title={t('states.noPermission')}>
      {permission && usePermissionTexts.has(permission)
        ? t('states.noPermissionWho', { permission: name(permission) })
        : t('states.noPermissionAsk')}
    </StatePage>
  )
}
