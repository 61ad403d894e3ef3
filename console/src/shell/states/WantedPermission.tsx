import { usePermissionTexts } from '../../texts/permissions.ts'
import { useConsoleTexts } from '../../texts/texts.ts'

/** Which permission is missing, and who can grant it. Its words are those of all permissions: loaded only when one is missing. */
export default function WantedPermission({ permission }: { permission: string }) {
  const t = useConsoleTexts()
  const name = usePermissionTexts()
  if (!usePermissionTexts.has(permission)) return t('states.noPermissionAsk')
  return t('states.noPermissionWho', { permission: name(permission) })
}
