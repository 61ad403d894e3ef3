import { billing } from '@anju/contract'
import { formatMoney, formatMonth, useLocale } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { ArrowLeft, Landmark } from 'lucide-react'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatCard } from '../../shell/show/StatCard.tsx'
import { ChooseCommunity } from '../../shell/states/ChooseCommunity.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { FundActions } from './FundActions.tsx'
import { FundHomes } from './FundHomes.tsx'
import { FundItems } from './FundItems.tsx'
import { FUND_KINDS, type Fund, type FundKey, fundQuery, renewFunds } from './fund.ts'
import { useFundTexts } from './texts.ts'
import { useFundName } from './useFundName.ts'
import { useLineColumns } from './useLineColumns.tsx'
import './funds.css'

const FundChart = lazyPart(async () => (await import('./FundChart.tsx')).FundChart)

/** One account: what is in it, how each month moved it, and every line. */
export function FundPage() {
  const t = useFundTexts()
  const community = useCommunity()
  const { kind: asked, item } = useSearch({ strict: false })
  const kind = FUND_KINDS.find(one => one === asked) ?? 'public'
  if (!community.id) return <ChooseCommunity icon={Landmark} text={t('chooseText')} />
  const key = { communityId: community.id, kind, itemId: kind === 'agency' ? item : undefined }
  return <Account key={`${key.communityId}/${kind}/${item ?? ''}`} of={key} />
}

const LINE_FILTERS = ['text', 'direction', 'from', 'to'] as const

function Account({ of }: { of: FundKey }) {
  const t = useFundTexts()
  useRealtime(['billing.fundChanged', 'billing.billSettled'], renewFunds)
  const list = useList(billing.listFundLines, {
    filters: of.kind === 'agency' ? LINE_FILTERS : [...LINE_FILTERS, 'itemId'],
    query: of,
    sort: '-movedOn',
  })
  const { from, to, itemId } = list.state.filters
  const { data, error, refetch } = useQuery(fundQuery(of, { from, to }))
  const columns = useLineColumns(of.kind)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  return (
    <ListPage>
      <Head of={of} fund={data} />
      <Cards fund={data} />
      {data ? <FundChart fund={data} /> : null}
      {of.kind === 'fund' ? <FundHomes communityId={of.communityId} /> : null}
      {data ? <FundItems fund={data} chosen={itemId} /> : null}
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('find'), placeholder: t('findLine') },
          {
            ...{ kind: 'select', key: 'direction', label: t('direction') },
            options: (['in', 'out'] as const).map(value => ({ value, label: t(`direction.${value}`) })),
          },
          ...(of.kind === 'agency'
            ? []
            : [
                {
                  ...{ kind: 'select' as const, key: 'itemId' as const, label: t('item') },
                  options: (data?.items ?? []).map(({ itemId: value, itemName: label }) => ({ value, label })),
                },
              ]),
          { kind: 'month', key: 'from', label: t('from') },
          { kind: 'month', key: 'to', label: t('to') },
        ]}
        end={<ExportButton route={billing.exportFundLines} query={list.query} name={t('lines')} />}
      />
      <DataTable
        list={list}
        name={t('lines')}
        columns={columns}
        empty={{ title: t('noLines'), text: t('noLinesText') }}
      />
    </ListPage>
  )
}

function Head({ of, fund }: { of: FundKey; fund: Fund | undefined }) {
  const t = useFundTexts()
  const name = useFundName()
  const { locale } = useLocale()
  const months = fund ? `${formatMonth(fund.from, locale)} – ${formatMonth(fund.to, locale)}` : ''
  return (
    <>
      <Link to="/funds" search={{ community: of.communityId }} className="fd-back">
        <ArrowLeft size={14} aria-hidden /> {t('back')}
      </Link>
      <PageHeader
        title={fund ? name(fund) : t(`kind.${of.kind}`)}
        facts={fund ? `${fund.communityName} · ${months}` : ' '}
        actions={fund ? <FundActions fund={fund} /> : null}
      />
    </>
  )
}

function Cards({ fund }: { fund: Fund | undefined }) {
  const t = useFundTexts()
  const money = (fen: number | undefined) => (fen === undefined ? undefined : <MoneyText fen={fen} />)
  const outFen = fund && fund.spentFen + fund.managedFen + fund.handedOverFen
  return (
    <div className="c-cards fd-cards">
      <StatCard label={t('opening')} value={money(fund?.openingFen)} />
      <StatCard
        label={t('in')}
        value={money(fund && fund.receivedFen + fund.incomeFen)}
        note={fund?.kind === 'public' ? t('received.note') : undefined}
      />
      <StatCard label={t('out')} value={money(outFen)} />
      <StatCard label={t('closing')} value={money(fund?.closingFen)} />
      {fund?.kind === 'fund' ? (
        <StatCard
          label={t('special')}
          value={money(fund.specialFen ?? 0)}
          note={t('special.note', { amount: formatMoney(fund.toMoveFen ?? 0).replace('¥', '') })}
        />
      ) : null}
      <StatCard
        label={t('spendable')}
        value={money(fund?.spendableFen)}
        tone={fund && fund.balanceFen < 0 ? 'danger' : 'text'}
        note={
          fund && fund.balanceFen < 0
            ? t('overdrawn', { amount: formatMoney(-fund.balanceFen).replace('¥', '') })
            : t(fund?.mayAdvance ? 'spendable.advance' : 'spendable.note')
        }
      />
    </div>
  )
}
