import { payments } from '@anju/contract'
import { comma, formatDateTime, formatFen } from '@anju/ui'
import { Button } from 'antd'
import { CreditCard, Upload } from 'lucide-react'
import { lazy, useState } from 'react'
import { GatedButton } from '../../billing/GatedButton.tsx'
import { OnceOpen } from '../../billing/OnceOpen.tsx'
import { useGate } from '../../billing/useGate.ts'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { lazyPart } from '../../shell/lazy-part.tsx'
import {
  type Column,
  DataTable,
  ExportButton,
  FilterBar,
  type List,
  ListPage,
  useList,
} from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { renewChannels, type Statement, type StatementSums } from './channels.ts'
import { useChannelTexts } from './texts.ts'
import { useChannelFilter } from './useChannelFilter.ts'

const StatementActions = lazyPart(async () => (await import('./StatementCard.tsx')).StatementActions, null)
const StatementCard = lazyPart(async () => (await import('./StatementCard.tsx')).StatementCard)

const ChannelsDrawer = lazy(async () => ({ default: (await import('./ChannelsDrawer.tsx')).ChannelsDrawer }))
const UploadForm = lazy(async () => ({ default: (await import('./UploadForm.tsx')).UploadForm }))

/** 渠道结算: what card channels settle, matched with what the desk took. */
export function ChannelsPage() {
  const t = useChannelTexts()
  const gate = useGate('payments.channels.manage')
  const [asking, setAsking] = useState<'upload' | 'channels'>()
  const close = () => setAsking(undefined)
  const community = useCommunity()
  useRealtime(['payments.channelsChanged'], renewChannels)
  const list = useList(payments.listChannelStatements, {
    filters: ['text', 'channelId', 'state', 'differences', 'from', 'to'],
    query: { communityId: community.id },
    sort: '-day',
  })
  const upload = (
    <GatedButton
      type="primary"
      icon={<Upload size={14} aria-hidden />}
      reason={gate}
      onClick={() => setAsking('upload')}
    >
      {t('upload')}
    </GatedButton>
  )
  return (
    <ListPage>
      <PageHeader
        title={t('title')}
        facts={
          list.sums?.netFen
            ? t('facts', { net: formatFen(list.sums.netFen), fee: formatFen(list.sums.feeFen) })
            : t('about')
        }
        actions={
          <>
            <Button icon={<CreditCard size={14} aria-hidden />} onClick={() => setAsking('channels')}>
              {t('channels')}
            </Button>
            {upload}
          </>
        }
      />
      <Filters list={list} />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns(community.id === undefined)}
        empty={{ title: t('none'), text: t('noneText'), action: upload }}
        drawer={{
          title: (_, row) => (row ? `${row.channel} ${row.day}` : t('title')),
          extra: id => <StatementActions statementId={id} />,
          render: id => <StatementCard key={id} statementId={id} />,
        }}
      />
      <OnceOpen open={asking === 'channels'}>
        <ChannelsDrawer open={asking === 'channels'} close={close} />
      </OnceOpen>
      <OnceOpen open={asking === 'upload'}>
        <UploadForm open={asking === 'upload'} close={close} />
      </OnceOpen>
    </ListPage>
  )
}

function Filters({ list }: { list: List<Statement, StatementSums> }) {
  const t = useChannelTexts()
  const channels = useChannelFilter(useCommunity().id)
  return (
    <FilterBar
      list={list}
      filters={[
        { kind: 'text', key: 'text', label: t('search') },
        ...channels,
        {
          ...{ kind: 'select', key: 'state', label: t('state') },
          options: (['open', 'confirmed'] as const).map(value => ({ value, label: t(`state.${value}`) })),
        },
        {
          ...{ kind: 'select', key: 'differences', label: t('differences') },
          options: (['open', 'waiting', 'none'] as const).map(value => ({
            value,
            label: t(`differences.show.${value}`),
          })),
        },
        { kind: 'dates', from: 'from', to: 'to', label: t('day'), width: 280 },
      ]}
      end={<ExportButton route={payments.exportChannelStatements} query={list.query} name={t('title')} />}
    />
  )
}

function useColumns(withCommunity: boolean): Column<Statement, StatementSums>[] {
  const t = useChannelTexts()
  const community: Column<Statement, StatementSums> = {
    ...{ key: 'community', title: t('community'), width: 130 },
    render: row => row.communityName,
  }
  return [
    {
      ...{ key: 'day', title: t('day'), width: 110, sort: 'day' },
      render: row => <span className="c-number">{row.day}</span>,
    },
    { key: 'channel', title: t('channel'), width: 150, render: row => row.channel },
    ...(withCommunity ? [community] : []),
    {
      ...{ key: 'state', title: t('state'), width: 130 },
      render: row => (
        <StatusTag tone={row.state === 'open' ? 'warning' : 'success'}>{t(`state.${row.state}`)}</StatusTag>
      ),
    },
    {
      ...{ key: 'differences', title: t('differences'), width: 170 },
      render: row =>
        [
          row.differenceCount > 0 ? t('differences.open', { count: row.differenceCount }) : null,
          row.shortCount > 0 ? t('differences.short', { count: row.shortCount }) : null,
          row.waitingCount > 0 ? t('differences.waiting', { count: row.waitingCount }) : null,
        ]
          .filter(Boolean)
          .join(comma()) || t('differences.none'),
    },
    {
      ...{ key: 'gross', title: t('gross'), width: 120, align: 'number' },
      render: row => <MoneyText fen={row.grossFen} />,
      footer: sums => <MoneyText fen={sums.grossFen} strong />,
    },
    {
      ...{ key: 'refunded', title: t('refunded'), width: 110, align: 'number' },
      render: row => <MoneyText fen={row.refundedFen} />,
      footer: sums => <MoneyText fen={sums.refundedFen} strong />,
    },
    {
      ...{ key: 'fee', title: t('fee'), width: 100, align: 'number' },
      render: row => <MoneyText fen={row.feeFen} />,
      footer: sums => <MoneyText fen={sums.feeFen} strong />,
    },
    {
      ...{ key: 'net', title: t('net'), width: 120, align: 'number', sort: 'netFen' },
      render: row => <MoneyText fen={row.netFen} />,
      footer: sums => <MoneyText fen={sums.netFen} strong />,
    },
    {
      ...{ key: 'uploaded', title: t('uploaded'), width: 190, sort: 'uploadedAt' },
      render: row => (
        <span className="c-number">
          {formatDateTime(row.uploadedAt)} {row.uploadedByName}
        </span>
      ),
    },
  ]
}
