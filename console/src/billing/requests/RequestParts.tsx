import { formatDateTime } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCan } from '../../session.tsx'
import type { Column, Filter } from '../../shell/list/index.ts'
import { FactList } from '../../shell/show/Facts.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { REQUEST_STATES, REQUEST_TONES, type Refund } from './requests.ts'
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
  return <FactList facts={all} />
}

/** What every list of requests shows. */
export function useCommonColumns<Row extends Common, Sums>(): Record<
  'premises' | 'state' | 'asker' | 'askedAt' | 'appliedOn',
  Column<Row, Sums>
> {
  const t = useRequestTexts()
  return {
    premises: { key: 'premises', title: t('premises'), width: 170, render: row => row.premisesLabel },
    state: {
      ...{ key: 'state', title: t('state'), width: 120 },
      render: row => <StatusTag tone={REQUEST_TONES[row.state]}>{t(`state.${row.state}`)}</StatusTag>,
    },
    asker: { key: 'asker', title: t('asker'), width: 90, render: row => row.askedByName },
    askedAt: {
      ...{ key: 'askedAt', title: t('askedAt'), width: 150, sort: 'askedAt' },
      render: row => <span className="c-number">{formatDateTime(row.askedAt)}</span>,
    },
    appliedOn: {
      ...{ key: 'appliedOn', title: t('appliedOn'), width: 110 },
      render: row => <span className="c-number">{row.appliedOn ?? '–'}</span>,
    },
  }
}

/** Requests by what became of them. */
export function useStateFilter(): Filter {
  const t = useRequestTexts()
  return {
    ...{ kind: 'select', key: 'state', label: t('state') },
    options: REQUEST_STATES.map(value => ({ value, label: t(`state.${value}`) })),
  }
}
