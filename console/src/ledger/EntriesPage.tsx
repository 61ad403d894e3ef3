import { ledger, type WireResponseOf } from '@anju/contract'
import { DateText } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { type Column, DataTable, ExportButton, type Filter, FilterBar, ListPage, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { MoneyText } from '../shell/show/MoneyText.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { ToPage } from '../shell/states/ToPage.tsx'
import { useDelayed } from '../shell/states/useDelayed.ts'
import { useMemoWords } from './memo.ts'
import { SOURCES, useSourceWords } from './SourceWords.tsx'
import { useLedgerTexts } from './texts.ts'
import '../billing/billing.css'

type Entry = WireResponseOf<typeof ledger.listEntries>['items'][number]

/** 凭证: every entry with the fact that it posts. */
export function EntriesPage() {
  const t = useLedgerTexts()
  const source = useSourceWords()
  const memo = useMemoWords()
  const community = useCommunity()
  const list = useList(ledger.listEntries, {
    filters: ['text', 'from', 'to', 'accountCode', 'sourceKind', 'premisesId'],
    query: { communityId: community.id },
  })
  const accounts = useQuery({
    queryKey: [ledger.listAccounts.path],
    queryFn: ({ signal }) => call(ledger.listAccounts, { signal }),
  })
  const filters: Filter[] = [
    { kind: 'text', key: 'text', label: t('search'), placeholder: t('searchPlaceholder') },
    { kind: 'dates', from: 'from', to: 'to', label: t('postedOn'), width: 280 },
    {
      kind: 'select',
      key: 'accountCode',
      label: t('account'),
      width: 200,
      options: (accounts.data?.items ?? []).map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
    },
    {
      kind: 'select',
      key: 'sourceKind',
      label: t('source'),
      options: SOURCES.map(value => ({ value, label: source(value) })),
    },
  ]
  return (
    <ListPage>
      <PageHeader title={t('entries')} />
      <FilterBar
        list={list}
        filters={filters}
        end={<ExportButton route={ledger.exportEntries} query={list.query} name={t('entries')} />}
      />
      <DataTable
        list={list}
        name={t('entries')}
        columns={useColumns()}
        empty={{ title: t('noEntries'), text: t('noEntriesText'), action: <ToPage to="/bill-runs" /> }}
        drawer={{
          title: (_, entry) => (entry?.memo ? memo(entry.memo) : t('entries')),
          render: id => <EntryDetail id={id} />,
        }}
      />
    </ListPage>
  )
}

function useColumns(): Column<Entry>[] {
  const t = useLedgerTexts()
  const source = useSourceWords()
  const memo = useMemoWords()
  return [
    { key: 'postedOn', title: t('postedOn'), width: 120, sort: 'postedOn', render: entry => entry.postedOn },
    { key: 'memo', title: t('memo'), render: entry => memo(entry.memo) },
    { key: 'source', title: t('source'), width: 140, render: entry => source(entry.sourceKind) },
    { key: 'community', title: t('community'), width: 160, render: entry => entry.communityName },
    { key: 'at', title: t('at'), width: 150, render: entry => <DateText at={entry.at} /> },
    {
      key: 'amount',
      title: t('amount'),
      width: 140,
      align: 'number',
      render: entry => <MoneyText fen={entry.amountFen} />,
    },
  ]
}

/** The postings of an entry, and the way to its fact. */
function EntryDetail({ id }: { id: string }) {
  const t = useLedgerTexts()
  const memo = useMemoWords()
  const { data, error, refetch } = useQuery({
    queryKey: [ledger.readEntry.path, id],
    queryFn: ({ signal }) => call(ledger.readEntry, { params: { entryId: id }, signal }),
  })
  const slow = useDelayed(!data && !error)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return slow ? <div className="c-bone" style={{ height: 240 }} /> : null
  return (
    <>
      {data.sourceKind === 'billing.bill-issued' ? (
        <p>
          <Link to="/bills" search={{ open: data.sourceId }}>
            {t('toBill')}
          </Link>
        </p>
      ) : null}
      <table className="c-lines" aria-label={memo(data.memo)}>
        <thead>
          <tr>
            <th scope="col">{t('account')}</th>
            <th scope="col" className="c-lines__text">
              {t('premises')}
            </th>
            <th scope="col" className="c-lines__text">
              {t('party')}
            </th>
            <th scope="col">{t('debit')}</th>
            <th scope="col">{t('credit')}</th>
          </tr>
        </thead>
        <tbody>
          {data.postings.map(posting => (
            <tr key={posting.line}>
              <th scope="row">
                {posting.accountCode} {posting.accountName}
              </th>
              <td className="c-lines__text">{posting.premisesLabel ?? '–'}</td>
              <td className="c-lines__text">{posting.partyName ?? '–'}</td>
              <td>{posting.debitFen ? <MoneyText fen={posting.debitFen} /> : null}</td>
              <td>{posting.creditFen ? <MoneyText fen={posting.creditFen} /> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
