import { billing } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { ToPage } from '../../shell/states/ToPage.tsx'
import { cycleMonth } from './cycle-month.ts'
import { RequestFacts, RequestTabs, useCommonColumns, useStateFilter } from './RequestParts.tsx'
import { renewRequests, type Waiver, type WaiverSums } from './requests.ts'
import { useRequestTexts } from './texts.ts'
import './requests.css'

const TABS = ['all', 'waiver', 'write-off'] as const

/** Waivers and bad debts: asked for, in effect, rejected. */
export function WaiversPage() {
  const t = useRequestTexts()
  const asked = useSearch({ strict: false }).tab
  const tab = TABS.find(one => one === asked) ?? 'all'
  useRealtime(['billing.debtWaived', 'approvals.*'], () => renewRequests())
  return (
    <ListPage>
      <PageHeader title={t('waivers')} facts={t('waivers.facts')} />
      <RequestTabs to="/waivers" tabs={TABS} tab={tab} />
      <WaiverList key={tab} kind={tab === 'all' ? undefined : tab} />
    </ListPage>
  )
}

function WaiverList({ kind }: { kind: Waiver['kind'] | undefined }) {
  const t = useRequestTexts()
  const list = useList(billing.listWaivers, {
    filters: ['text', 'scope', 'state', 'from', 'to', 'premisesId'],
    query: { communityId: useCommunity().id, kind },
    sort: '-askedAt',
  })
  return (
    <>
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('search') },
          useStateFilter(),
          {
            ...{ kind: 'select', key: 'scope', label: t('scope') },
            options: (['principal', 'penalty'] as const).map(value => ({ value, label: t(`scope.${value}`) })),
          },
          { kind: 'dates', from: 'from', to: 'to', label: t('day') },
        ]}
        end={<ExportButton route={billing.exportWaivers} query={list.query} name={t('waivers')} />}
      />
      <DataTable
        list={list}
        name={t('waivers')}
        columns={useColumns()}
        empty={{ title: t('noWaivers'), text: t('noWaiversText'), action: <ToPage to="/cashier" /> }}
        drawer={{
          title: (_, row) => (row ? `${row.premisesLabel} · ${t(`kind.${row.kind}`)}` : t('waivers')),
          render: id => <WaiverCard key={id} waiverId={id} />,
        }}
      />
    </>
  )
}

function useColumns(): Column<Waiver, WaiverSums>[] {
  const t = useRequestTexts()
  const common = useCommonColumns<Waiver, WaiverSums>()
  return [
    common.premises,
    { key: 'kind', title: t('kind'), width: 100, render: row => t(`kind.${row.kind}`) },
    { key: 'scope', title: t('scope'), width: 90, render: row => t(`scope.${row.scope}`) },
    {
      ...{ key: 'amount', title: t('amount'), width: 120, align: 'number', sort: 'amountFen' },
      render: row => <MoneyText fen={row.amountFen} />,
      footer: sums => <MoneyText fen={sums.amountFen} strong />,
    },
    { key: 'bills', title: t('bills'), width: 80, align: 'number', render: row => row.bills },
    common.state,
    { key: 'reason', title: t('reason'), width: 180, render: row => row.reason },
    common.asker,
    common.askedAt,
    common.appliedOn,
  ]
}

function WaiverCard({ waiverId }: { waiverId: string }) {
  const t = useRequestTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [billing.readWaiver.path, waiverId],
    queryFn: ({ signal }) => call(billing.readWaiver, { params: { waiverId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  const share: [string, string][] = data.percent === null ? [] : [[t('percent'), `${data.percent}%`]]
  return (
    <div className="rq-sections">
      <RequestFacts
        of={data}
        rows={[[t('kind'), t(`kind.${data.kind}`)], [t('scope'), t(`scope.${data.scope}`)], ...share]}
      />
      <table className="rq-parts" aria-label={t('parts')}>
        <thead>
          <tr>
            <th scope="col">{t('parts')}</th>
            <th scope="col">{t('amount')}</th>
          </tr>
        </thead>
        <tbody>
          {data.parts.map(part => (
            <tr key={part.billId}>
              <th scope="row">
                <Link to="/bills" search={{ open: part.billId }}>
                  {part.itemName} {cycleMonth(part.cycleStart)}（{part.billNumber}）
                </Link>
              </th>
              <td>
                <MoneyText fen={part.waivedFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
