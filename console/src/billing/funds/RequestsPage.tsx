import { billing, type WireResponseOf } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { ToPage } from '../../shell/states/ToPage.tsx'
import { REQUEST_STATES, REQUEST_TONES } from '../requests/requests.ts'
import { FundTabs } from './FundTabs.tsx'
import { DEEDS, FUND_KINDS, type FundRequest, renewFunds } from './fund.ts'
import { useFundTexts } from './texts.ts'
import { useFundName } from './useFundName.ts'

const RequestCard = lazyPart(async () => (await import('./RequestCard.tsx')).RequestCard)

type Sums = WireResponseOf<typeof billing.listFundRequests>['sums']

/** What was asked for of money of others, and what became of it. */
export function RequestsPage() {
  const t = useFundTexts()
  const community = useCommunity()
  useRealtime(['billing.fundChanged', 'approvals.*'], renewFunds)
  const list = useList(billing.listFundRequests, {
    filters: ['text', 'kind', 'deed', 'state', 'resolutionId', 'from', 'to'],
    query: { communityId: community.id },
    sort: '-askedAt',
  })
  const options = <T extends string>(values: readonly T[], of: (value: T) => string) =>
    values.map(value => ({ value, label: of(value) }))
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('facts')} />
      <FundTabs at="/fund-requests" />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('find'), placeholder: t('findRequest') },
          { kind: 'select', key: 'kind', label: t('kind'), options: options(FUND_KINDS, one => t(`kind.${one}`)) },
          { kind: 'select', key: 'deed', label: t('deed'), options: options(DEEDS, one => t(`deed.${one}`)) },
          {
            kind: 'select',
            key: 'state',
            label: t('state'),
            options: options(REQUEST_STATES, one => t(`state.${one}`)),
          },
          { kind: 'dates', from: 'from', to: 'to', label: t('day') },
        ]}
        end={<ExportButton route={billing.exportFundRequests} query={list.query} name={t('requests')} />}
      />
      <DataTable
        list={list}
        name={t('requests')}
        columns={useColumns(community.id === undefined)}
        empty={{ title: t('noRequests'), text: t('noRequestsText'), action: <ToPage to="/funds" /> }}
        drawer={{
          title: (_, row) => row?.purpose ?? t('requests'),
          render: id => <RequestCard key={id} fundRequestId={id} />,
        }}
      />
    </ListPage>
  )
}

function useColumns(withCommunity: boolean): Column<FundRequest, Sums>[] {
  const t = useFundTexts()
  const name = useFundName()
  return [
    {
      ...{ key: 'askedAt', title: t('askedAt'), width: 145, sort: 'askedAt' },
      render: row => <span className="c-number">{formatDateTime(row.askedAt)}</span>,
    },
    ...(withCommunity
      ? [{ key: 'community', title: t('community'), width: 120, render: (row: FundRequest) => row.communityName }]
      : []),
    { key: 'account', title: t('account'), width: 150, render: row => name(row) },
    { key: 'deed', title: t('deed'), width: 110, render: row => t(`deed.${row.deed}`) },
    { key: 'purpose', title: t('purpose'), width: 210, render: row => row.purpose },
    { key: 'party', title: t('party'), width: 150, render: row => row.partyName || '–' },
    { key: 'resolution', title: t('resolution'), width: 130, render: row => row.resolutionNumber ?? '–' },
    {
      ...{ key: 'amount', title: t('amount'), width: 132, align: 'number', sort: 'amountFen' },
      render: row => <MoneyText fen={row.amountFen} />,
      footer: sums => <MoneyText fen={sums.amountFen} strong />,
    },
    {
      ...{ key: 'state', title: t('state'), width: 105 },
      render: row => <StatusTag tone={REQUEST_TONES[row.state]}>{t(`state.${row.state}`)}</StatusTag>,
    },
    { key: 'asker', title: t('asker'), width: 90, render: row => row.askedByName },
    {
      ...{ key: 'appliedOn', title: t('appliedOn'), width: 110 },
      render: row => <span className="c-number">{row.appliedOn ?? '–'}</span>,
    },
  ]
}
