import { Link, useSearch } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useCan } from '../session.tsx'
import { ListPage } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { ReasonButton } from './ReasonButton.tsx'
import { RolesPanel } from './RolesPanel.tsx'
import { StaffList } from './StaffList.tsx'
import { useIdentityTexts } from './texts.ts'
import './identity.css'

// Fields and rules of the form come after the list is on screen.
const NewStaffDrawer = lazy(async () => ({ default: (await import('./NewStaffDrawer.tsx')).NewStaffDrawer }))

const TABS = ['staff', 'roles'] as const

/** Staff accounts, and what their roles allow. */
export function StaffPage() {
  const t = useIdentityTexts()
  const may = useCan('identity.staff.manage')
  const tab = useSearch({ strict: false }).tab === 'roles' ? 'roles' : 'staff'
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
        {TABS.map(one => (
          <Link
            key={one}
            to="/staff"
            search={one === 'roles' ? { tab: 'roles' } : {}}
            aria-current={one === tab ? 'page' : undefined}
            activeOptions={{ exact: true }}
          >
            {t(`tab.${one}`)}
          </Link>
        ))}
      </nav>
      {tab === 'roles' ? <RolesPanel /> : <StaffList add={add} />}
      <Suspense fallback={null}>
        <NewStaffDrawer open={adding} close={() => setAdding(false)} />
      </Suspense>
    </ListPage>
  )
}
