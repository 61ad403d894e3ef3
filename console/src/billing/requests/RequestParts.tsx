import { formatDateTime } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCan } from '../../session.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { REQUEST_TONES, type Refund } from './requests.ts'
import { useRequestTexts } from './texts.ts'
import '../../approvals/approvals.css'

interface RequestTabsProps {
  to: string
  tabs: readonly ('all' | 'waiver' | 'write-off' | 'refund' | 'reversal' | 'deduction')[]
  tab: string
}

/** Kinds side by side above a list. */
export function RequestTabs({ to, tabs, tab }: RequestTabsProps) {
  const t = useRequestTexts()
  return (
    <nav className="ap-tabs" aria-label={t('kind')}>
      {tabs.map(one => (
        <Link
          key={one}
          to={to}
          search={one === 'all' ? {} : { tab: one }}
          aria-current={one === tab ? 'page' : undefined}
          activeOptions={{ exact: true }}
        >
          {t(`tab.${one}`)}
        </Link>
      ))}
    </nav>
  )
}

type Common = Pick<
  Refund,
  | 'amountFen'
  | 'state'
  | 'communityName'
  | 'premisesLabel'
  | 'reason'
  | 'askedByName'
  | 'askedAt'
  | 'decidedByName'
  | 'appliedOn'
  | 'requestId'
>

/** What every request says, with rows of its own kind first. */
export function RequestFacts({ of, rows }: { of: Common; rows: [string, ReactNode][] }) {
  const t = useRequestTexts()
  const mayRead = useCan('approvals.requests.read')
  const all: [string, ReactNode][] = [
    ...rows,
    [t('amount'), <MoneyText key="amount" fen={of.amountFen} sign strong />],
    [
      t('state'),
      <StatusTag key="state" tone={REQUEST_TONES[of.state]}>
        {t(`state.${of.state}`)}
      </StatusTag>,
    ],
    [t('premises'), `${of.communityName} ${of.premisesLabel}`],
    [t('reason'), of.reason],
    [t('asker'), `${of.askedByName} · ${formatDateTime(of.askedAt)}`],
  ]
  if (of.decidedByName) all.push([t('decider'), of.decidedByName])
  if (of.appliedOn) all.push([t('appliedOn'), of.appliedOn])
  if (of.requestId && mayRead)
    all.push([
      t('approval'),
      <Link key="approval" to="/approvals" search={{ view: 'all', open: of.requestId }}>
        {t('openApproval')}
      </Link>,
    ])
  return (
    <dl className="c-facts">
      {all.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
