import { ledger, type WireResponseOf } from '@anju/contract'
import { DateText } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { GatedButton } from '../billing/GatedButton.tsx'
import { useCommunity } from '../community.tsx'
import { useCan } from '../session.tsx'
import { lazyPart } from '../shell/lazy-part.tsx'
import { type Column, DataTable, ExportButton, type Filter, FilterBar, ListPage, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { MoneyText } from '../shell/show/MoneyText.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { ToPage } from '../shell/states/ToPage.tsx'
import { todayHere } from '../workforce/days.ts'
import { useSourceWords } from './SourceWords.tsx'
import { useLedgerTexts } from './texts.ts'

const ChangeForm = lazyPart(async () => (await import('./PeriodForm.tsx')).ChangeForm, null)

export type Period = WireResponseOf<typeof ledger.listPeriods>['items'][number]

const TONES = { open: 'info', closed: 'success', reopened: 'warning' } as const

/** 会计期间: months with what was posted, closed and opened again. */
export function PeriodsPage() {
  const t = useLedgerTexts()
  const community = useCommunity()
  const list = useList(ledger.listPeriods, { filters: ['state'], query: { communityId: community.id } })
  const [chosen, setChosen] = useState<Period | null>(null)
  const filters: Filter[] = [
    {
      kind: 'select',
      key: 'state',
      label: t('state'),
      options: (['open', 'closed', 'reopened'] as const).map(value => ({ value, label: t(`state.${value}`) })),
    },
  ]
  return (
    <ListPage>
      <PageHeader title={t('periods')} />
      <FilterBar
        list={list}
        filters={filters}
        end={<ExportButton route={ledger.exportPeriods} query={list.query} name={t('periods')} />}
      />
      <DataTable
        list={list}
        name={t('periods')}
        columns={useColumns(setChosen, community.id === undefined)}
        empty={{ title: t('noPeriods'), text: t('noPeriodsText'), action: <ToPage to="/bill-runs" /> }}
      />
      {chosen ? (
        <ChangeForm key={`${chosen.id} ${chosen.month}`} period={chosen} close={() => setChosen(null)} />
      ) : null}
    </ListPage>
  )
}

function useColumns(choose: (period: Period) => void, withCommunity: boolean): Column<Period>[] {
  const t = useLedgerTexts()
  const community: Column<Period> = { key: 'community', title: t('community'), render: period => period.communityName }
  return [
    { key: 'month', title: t('months'), width: 110, sort: 'month', render: period => period.month },
    ...(withCommunity ? [community] : []),
    {
      key: 'state',
      title: t('state'),
      width: 120,
      render: period => <StatusTag tone={TONES[period.state]}>{t(`state.${period.state}`)}</StatusTag>,
    },
    { key: 'do', title: '', width: 130, render: period => <Change period={period} choose={choose} /> },
    { key: 'entryCount', title: t('entryCount'), width: 80, align: 'number', render: period => period.entryCount },
    {
      key: 'debit',
      title: t('debit'),
      width: 130,
      align: 'number',
      render: period => <MoneyText fen={period.debitFen} />,
    },
    {
      key: 'posted',
      title: t('posted'),
      width: 160,
      align: 'number',
      render: period => <ClosingEntries entries={period.closingEntries} />,
    },
    { key: 'closedBy', title: t('closedBy'), width: 100, render: period => period.closedBy ?? '–' },
    {
      key: 'closedAt',
      title: t('closedAt'),
      width: 150,
      render: period => (period.closedAt ? <DateText at={period.closedAt} /> : '–'),
    },
    {
      key: 'reopened',
      title: t('reopened'),
      width: 200,
      render: period => (period.reopenedBy ? `${period.reopenedBy} · ${period.reopenReason ?? ''}` : '–'),
    },
  ]
}

const POSTED: Record<string, 'posted.rent' | 'posted.margin'> = {
  'billing.rent-straightened': 'posted.rent',
  'billing.margin-taxed': 'posted.margin',
}

/** What closing the month posted, each leading to its entry. */
function ClosingEntries({ entries }: { entries: Period['closingEntries'] }) {
  const source = useSourceWords()
  const t = useLedgerTexts()
  if (entries.length === 0) return '–'
  return entries.map(entry => (
    <div key={entry.id}>
      <small className="c-optional">{t(POSTED[entry.sourceKind] ?? 'posted.deferred')} </small>
      <Link to="/ledger-entries" search={{ open: entry.id }} title={source(entry.sourceKind)}>
        <MoneyText fen={entry.amountFen} />
      </Link>
    </div>
  ))
}

function Change({ period, choose }: { period: Period; choose: (period: Period) => void }) {
  const t = useLedgerTexts()
  const mayClose = useCan('ledger.periods.close')
  const mayReopen = useCan('ledger.periods.reopen')
  if (period.state === 'closed') {
    // Closed together with a later month: that one is opened first.
    if (period.closedAt === null) return null
    const { laterClosed } = period
    const why = laterClosed ? t('reopenLater', { month: laterClosed }) : null
    return (
      <GatedButton size="small" reason={mayReopen ? why : t('mayNotReopen')} onClick={() => choose(period)}>
        {t('reopen')}
      </GatedButton>
    )
  }
  const isOver = period.month < todayHere().slice(0, 7)
  const reason = !mayClose ? t('mayNotClose') : isOver ? null : t('notOver')
  return (
    <GatedButton size="small" reason={reason} onClick={() => choose(period)}>
      {t('close')}
    </GatedButton>
  )
}
