import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Settings2 } from 'lucide-react'
import { useRealtime } from '../realtime.ts'
import { CountBadge } from '../shell/CountBadge.tsx'
import { ListPage } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { ApprovalList } from './ApprovalList.tsx'
import { renewApprovals, VIEWS, waitingQuery } from './approvals.ts'
import { useApprovalTexts } from './texts.ts'
import './approvals.css'

/** The inbox of who approves: what waits for me, what I asked for, everything. */
export function ApprovalsPage() {
  const t = useApprovalTexts()
  const asked = useSearch({ strict: false }).view
  const view = VIEWS.find(one => one === asked) ?? 'to-decide'
  const { data: waiting = 0 } = useQuery(waitingQuery)
  useRealtime(['approvals.*'], renewApprovals)
  return (
    <ListPage>
      <PageHeader
        title={t('title')}
        facts={t('facts')}
        actions={
          <Link to="/approvals/chains" className="ap-link">
            <Settings2 size={14} aria-hidden /> {t('chains.to')}
          </Link>
        }
      />
      <nav className="ap-tabs" aria-label={t('title')}>
        {VIEWS.map(one => (
          <Link
            key={one}
            to="/approvals"
            search={one === 'to-decide' ? {} : { view: one }}
            aria-current={one === view ? 'page' : undefined}
            activeOptions={{ exact: true }}
          >
            {t(`view.${one}`)}
            {one === 'to-decide' ? <CountBadge count={waiting} /> : null}
          </Link>
        ))}
      </nav>
      <ApprovalList key={view} view={view} />
    </ListPage>
  )
}
