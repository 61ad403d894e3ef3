import { useBrowserNow } from '@anju/ui'
import { Lock } from 'lucide-react'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { isLocked, type Staff } from './staff.ts'
import { useIdentityTexts } from './texts.ts'

/** Active, locked for a while by wrong passwords, or disabled by somebody. */
export function StaffStateTag({ staff }: { staff: Staff }) {
  const t = useIdentityTexts()
  const locked = isLocked(staff, useBrowserNow())
  if (staff.state === 'disabled') return <StatusTag tone="neutral">{t('state.disabled')}</StatusTag>
  if (locked) {
    return (
      <StatusTag tone="warning" icon={Lock}>
        {t('state.locked')}
      </StatusTag>
    )
  }
  return <StatusTag tone="success">{t('state.active')}</StatusTag>
}
