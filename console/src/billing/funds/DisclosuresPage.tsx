import { billing, type WireResponseOf } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { App } from 'antd'
import { Megaphone } from 'lucide-react'
import { lazy, useState } from 'react'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { useCommunityReason } from '../../shell/states/ChooseCommunity.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { FundTabs } from './FundTabs.tsx'
import { renewFunds } from './fund.ts'
import { useFundTexts } from './texts.ts'
import { useQuarterWords } from './useQuarterWords.ts'

const DisclosureCard = lazyPart(async () => (await import('./DisclosureCard.tsx')).DisclosureCard)

type Row = WireResponseOf<typeof billing.listDisclosures>['items'][number]

const PublishForm = lazy(async () => ({ default: (await import('./PublishForm.tsx')).PublishForm }))

/** What owners were told of their money, quarter by quarter. */
export function DisclosuresPage() {
  const t = useFundTexts()
  const { message } = App.useApp()
  const community = useCommunity()
  const [publishing, setPublishing] = useState(false)
  useRealtime(['billing.fundPublished'], renewFunds)
  const list = useList(billing.listDisclosures, {
    filters: ['kind', 'state'],
    query: { communityId: community.id },
    sort: '-quarter',
  })
  const gate = useGate('billing.funds.publish')
  const missing = useCommunityReason()
  const words = useQuarterWords()
  const publish = (
    <GatedButton
      type="primary"
      icon={<Megaphone size={14} aria-hidden />}
      reason={gate ?? missing ?? null}
      onClick={() => setPublishing(true)}
    >
      {t('publish')}
    </GatedButton>
  )
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('disclosures.facts')} actions={publish} />
      <FundTabs at="/disclosures" />
      <FilterBar
        list={list}
        filters={[
          {
            ...{ kind: 'select', key: 'kind', label: t('kind') },
            options: (['public', 'fund'] as const).map(value => ({ value, label: t(`kind.${value}`) })),
          },
          {
            ...{ kind: 'select', key: 'state', label: t('state') },
            options: (['present', 'withdrawn'] as const).map(value => ({ value, label: t(`disclosure.${value}`) })),
          },
        ]}
        end={<ExportButton route={billing.exportDisclosures} query={list.query} name={t('disclosures')} />}
      />
      <DataTable
        list={list}
        name={t('disclosures')}
        columns={useColumns(community.id === undefined)}
        empty={{ title: t('noDisclosures'), text: t('noDisclosuresText'), action: publish }}
        drawer={{
          title: (_, row) => (row ? `${t(`kind.${row.kind}`)} · ${words(row.quarter)}` : t('disclosures')),
          render: id => <DisclosureCard key={id} disclosureId={id} />,
        }}
      />
      {community.current ? (
        <OnceOpen open={publishing}>
          <PublishForm
            community={community.current}
            open={publishing}
            close={() => setPublishing(false)}
            done={() => {
              setPublishing(false)
              renewFunds()
              void message.success(t('publish.done'))
            }}
          />
        </OnceOpen>
      ) : null}
    </ListPage>
  )
}

function useColumns(withCommunity: boolean): Column<Row, undefined>[] {
  const t = useFundTexts()
  const words = useQuarterWords()
  const money = (field: 'openingFen' | 'inFen' | 'outFen' | 'closingFen', title: string): Column<Row, undefined> => ({
    ...{ key: field, title, width: 125, align: 'number' },
    render: row => <MoneyText fen={row[field]} strong={field === 'closingFen'} />,
  })
  return [
    { key: 'quarter', title: t('quarter'), width: 150, sort: 'quarter', render: row => words(row.quarter) },
    ...(withCommunity
      ? [{ key: 'community', title: t('community'), width: 130, render: (row: Row) => row.communityName }]
      : []),
    { key: 'kind', title: t('kind'), width: 110, render: row => t(`kind.${row.kind}`) },
    money('openingFen', t('opening')),
    money('inFen', t('in')),
    money('outFen', t('out')),
    money('closingFen', t('closing')),
    {
      ...{ key: 'publishedAt', title: t('publishedAt'), width: 150, sort: 'publishedAt' },
      render: row => <span className="c-number">{formatDateTime(row.publishedAt)}</span>,
    },
    { key: 'by', title: t('publishedBy'), width: 100, render: row => row.publishedByName },
    {
      ...{ key: 'state', title: t('state'), width: 100 },
      render: row =>
        row.withdrawnAt ? (
          <StatusTag tone="neutral">{t('disclosure.withdrawn')}</StatusTag>
        ) : (
          <StatusTag tone="success">{t('disclosure.present')}</StatusTag>
        ),
    },
  ]
}
