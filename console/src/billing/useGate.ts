import type { Permission } from '@anju/contract'
import { useCan } from '../session.tsx'
import { usePermissionTexts } from '../texts/permissions.ts'
import { useBillingTexts } from './texts.ts'

/** Why this person may not do it — whom to ask for which permission — or null: `reason={useGate('billing.rules.manage')}`. */
export function useGate(permission: Permission): string | null {
  const t = useBillingTexts()
  const name = usePermissionTexts()
  return useCan(permission) ? null : t('needsPermission', { permission: name(permission) })
}
