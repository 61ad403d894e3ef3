import { billing } from '@anju/contract'
import { App } from 'antd'
import { Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { lazyPart } from '../../shell/lazy-part.tsx'
import {
  type Column,
  DataTable,
  ExportButton,
  type Filter,
  FilterBar,
  ListPage,
  useList,
} from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { useCommunityReason } from '../../shell/states/ChooseCommunity.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { FundTabs } from './FundTabs.tsx'
import { type Resolution, renewFunds } from './fund.ts'
import { useFundTexts } from './texts.ts'

const ResolutionCard = lazyPart(async () => (await import('./ResolutionCard.tsx')).ResolutionCard)

const ResolutionForm = lazy(async () => ({ default: (await import('./ResolutionForm.tsx')).ResolutionForm }))

const BODIES = ['assembly', 'committee', 'emergency'] as const

/** What owners decided of their money. */
export function ResolutionsPage() {
  const t = useFundTexts()
  const { message } = App.useApp()
  const community = useCommunity()
  const [adding, setAdding] = useState(false)
  useRealtime(['billing.fundChanged'], renewFunds)
  const list = useList(billing.listResolutions, {
    filters: ['text', 'kind', 'body', 'state'],
    query: { communityId: community.id },
    sort: '-decidedOn',
  })
  const gate = useGate('billing.funds.manage')
  const missing = useCommunityReason()
  const add = (
    <GatedButton
      type="primary"
      icon={<Plus size={14} aria-hidden />}
      reason={gate ?? missing ?? null}
      onClick={() => setAdding(true)}
    >
      {t('addResolution')}
    </GatedButton>
  )
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('resolutions.facts')} actions={add} />
      <FundTabs at="/resolutions" />
      <FilterBar
        list={list}
        filters={useFilters()}
        end={<ExportButton route={billing.exportResolutions} query={list.query} name={t('resolutions')} />}
      />
      <DataTable
        list={list}
        name={t('resolutions')}
        columns={useColumns(community.id === undefined)}
        empty={{ title: t('noResolutions'), text: t('noResolutionsText'), action: add }}
        drawer={{
          title: (_, row) => row?.number ?? t('resolutions'),
          render: id => <ResolutionCard key={id} resolutionId={id} />,
        }}
      />
      {community.current ? (
        <OnceOpen open={adding}>
          <ResolutionForm
            community={community.current}
            open={adding}
            close={() => setAdding(false)}
            done={({ number }) => {
              setAdding(false)
              renewFunds()
              void message.success(t('resolution.done', { number }))
            }}
          />
        </OnceOpen>
      ) : null}
    </ListPage>
  )
}

function useFilters(): Filter[] {
  const t = useFundTexts()
  return [
    { kind: 'text', key: 'text', label: t('find'), placeholder: t('findResolution') },
    {
      ...{ kind: 'select', key: 'kind', label: t('kind') },
      options: (['public', 'fund'] as const).map(value => ({ value, label: t(`kind.${value}`) })),
    },
    {
      ...{ kind: 'select', key: 'body', label: t('body') },
      options: BODIES.map(value => ({ value, label: t(`body.${value}`) })),
    },
    {
      ...{ kind: 'select', key: 'state', label: t('state') },
      options: (['counts', 'void'] as const).map(value => ({
        value,
        label: t(value === 'void' ? 'resolution.voided' : 'resolution.counts'),
      })),
    },
  ]
}

function useColumns(withCommunity: boolean): Column<Resolution, undefined>[] {
  const t = useFundTexts()
  return [
    {
      ...{ key: 'decidedOn', title: t('decidedOn'), width: 115, sort: 'decidedOn' },
      render: row => <span className="c-number">{row.decidedOn}</span>,
    },
    ...(withCommunity
      ? [{ key: 'community', title: t('community'), width: 130, render: (row: Resolution) => row.communityName }]
      : []),
    { key: 'kind', title: t('kind'), width: 110, render: row => t(`kind.${row.kind}`) },
    { key: 'body', title: t('body'), width: 120, render: row => t(`body.${row.body}`) },
    { key: 'number', title: t('number'), width: 190, render: row => row.number },
    { key: 'subject', title: t('subject'), width: 260, render: row => row.subject },
    {
      ...{ key: 'limit', title: t('limit'), width: 125, align: 'number' },
      render: row => (row.limitFen === null ? t('limit.none') : <MoneyText fen={row.limitFen} />),
    },
    {
      ...{ key: 'used', title: t('used'), width: 145, align: 'number' },
      render: row => <MoneyText fen={row.usedFen} tone={row.usedFen === 0 ? 'secondary' : 'text'} />,
    },
    {
      ...{ key: 'state', title: t('state'), width: 95 },
      render: row =>
        row.voidedAt ? (
          <StatusTag tone="neutral">{t('resolution.voided')}</StatusTag>
        ) : (
          <StatusTag tone="success">{t('resolution.counts')}</StatusTag>
        ),
    },
  ]
}
