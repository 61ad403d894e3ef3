import { Link, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { TicketPlus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useRealtime } from '../realtime.ts'
import { ListPage } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { ApplicationList } from './ApplicationList.tsx'
import { renewResidents } from './applications.ts'
import { InvitationList } from './InvitationList.tsx'
import { useResidentsTexts } from './texts.ts'
import './residents.css'

const InviteDrawer = lazy(async () => ({ default: (await import('./InviteDrawer.tsx')).InviteDrawer }))
const TABS = ['applications', 'invitations'] as const

/** Who wants to be recorded in a home, and the codes that were given out. */
export function ApplicationsPage() {
  const t = useResidentsTexts()
  const tab = useSearch({ strict: false }).tab === 'invitations' ? 'invitations' : 'applications'
  const [inviting, setInviting] = useState(false)
  useRealtime(['residents.*'], renewResidents)
  const invite = (
    <Button type="primary" icon={<TicketPlus size={14} aria-hidden />} onClick={() => setInviting(true)}>
      {t('invite')}
    </Button>
  )
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('facts')} actions={invite} />
      <nav className="rs-tabs" aria-label={t('title')}>
        {TABS.map(one => (
          <Link
            key={one}
            to="/applications"
            search={one === 'invitations' ? { tab: 'invitations' } : {}}
            aria-current={one === tab ? 'page' : undefined}
            activeOptions={{ exact: true }}
          >
            {t(`tab.${one}`)}
          </Link>
        ))}
      </nav>
      {tab === 'invitations' ? <InvitationList invite={invite} /> : <ApplicationList />}
      <Suspense fallback={null}>
        {inviting ? <InviteDrawer open={inviting} close={() => setInviting(false)} /> : null}
      </Suspense>
    </ListPage>
  )
}
