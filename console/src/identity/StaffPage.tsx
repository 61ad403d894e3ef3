import { Link, useSearch } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useCan } from '../session.tsx'
import { ListPage } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { useAccountTexts } from './accounts-texts.ts'
import { ReasonButton } from './ReasonButton.tsx'
import { RolesPanel } from './RolesPanel.tsx'
import { StaffList } from './StaffList.tsx'
import { useIdentityTexts } from './texts.ts'
import './identity.css'

// Fields and rules of the form come after the list is on screen.
const StaffForm = lazy(async () => ({ default: (await import('./StaffForm.tsx')).StaffForm }))
const AccessPanel = lazy(async () => ({ default: (await import('./AccessPanel.tsx')).AccessPanel }))
const GrantsPanel = lazy(async () => ({ default: (await import('./GrantsPanel.tsx')).GrantsPanel }))

const TABS = ['staff', 'roles', 'access', 'grants'] as const
type Tab = (typeof TABS)[number]

/** Staff accounts, and what their roles allow. */
export function StaffPage() {
  const t = useIdentityTexts()
  const may = useCan('identity.staff.manage')
  const words = useAccountTexts()
  const asked = useSearch({ strict: false }).tab
  const tabs = TABS.filter(one => one !== 'grants' || may)
  const tab = tabs.find(one => one === asked) ?? 'staff'
  const title: Record<Tab, string> = {
    staff: t('tab.staff'),
    roles: t('tab.roles'),
    access: words('tab.access'),
    grants: words('tab.grants'),
  }
  const [adding, setAdding] = useState(false)
  const add = (
    <ReasonButton
      type="primary"
      icon={<UserPlus size={14} aria-hidden />}
      onClick={() => setAdding(true)}
      reason={may ? undefined : t('noManage')}
    >
      {t('newStaff')}
    </ReasonButton>
  )
  return (
    <ListPage>
      <PageHeader title={t('staff')} facts={t('staff.facts')} actions={add} />
      <nav className="id-tabs" aria-label={t('staff')}>
        {tabs.map(one => (
          <Link
            key={one}
            to="/staff"
            search={one === 'staff' ? {} : { tab: one }}
            aria-current={one === tab ? 'page' : undefined}
            activeOptions={{ exact: true }}
          >
            {title[one]}
          </Link>
        ))}
      </nav>
      {tab === 'staff' ? <StaffList add={add} /> : null}
      {tab === 'roles' ? <RolesPanel /> : null}
      <Suspense fallback={null}>
        {tab === 'access' ? <AccessPanel /> : null}
        {tab === 'grants' ? <GrantsPanel /> : null}
      </Suspense>
      <Suspense fallback={null}>{adding ? <StaffForm open close={() => setAdding(false)} /> : null}</Suspense>
    </ListPage>
  )
}
