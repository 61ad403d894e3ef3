import { billing } from '@anju/contract'
import { formatDateTime, formatFen } from '@anju/ui'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { FileCog, Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { BATCH_STATES, BATCH_TONES, type Batch, type BatchSums, renewDebits } from './debits.ts'
import { useDebitTexts } from './texts.ts'

const MakeBatch = lazy(async () => ({ default: (await import('./MakeBatch.tsx')).MakeBatch }))
const FormatsDrawer = lazy(async () => ({ default: (await import('./FormatsDrawer.tsx')).FormatsDrawer }))

/** 银行代扣: what the bank was asked to take, batch by batch, and what came of it. */
export function BatchesPage() {
  const t = useDebitTexts()
  const gate = useGate('billing.debits.manage')
  const navigate = useNavigate()
  const [asking, setAsking] = useState<'make' | 'formats'>()
  const community = useCommunity()
  useRealtime(['billing.debitsChanged'], renewDebits)
  const list = useList(billing.listDebitBatches, {
    filters: ['text', 'state', 'from', 'to'],
    query: { communityId: community.id },
    sort: '-madeAt',
  })
  const close = () => setAsking(undefined)
  const make = (
    <GatedButton type="primary" icon={<Plus size={14} aria-hidden />} reason={gate} onClick={() => setAsking('make')}>
      {t('make')}
    </GatedButton>
  )
  return (
    <ListPage>
      <PageHeader
        title={t('title')}
        facts={list.sums?.inFlightFen ? t('facts', { inFlight: formatFen(list.sums.inFlightFen) }) : t('about')}
        actions={
          <>
            <Button icon={<FileCog size={14} aria-hidden />} onClick={() => setAsking('formats')}>
              {t('formats')}
            </Button>
            {make}
          </>
        }
      />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('searchBatch') },
          {
            ...{ kind: 'select', key: 'state', label: t('state') },
            options: BATCH_STATES.map(value => ({ value, label: t(`batch.${value}`) })),
          },
          { kind: 'dates', from: 'from', to: 'to', label: t('debitOn'), width: 280 },
        ]}
        end={<ExportButton route={billing.exportDebitBatches} query={list.query} name={t('title')} />}
      />
      <DataTable
        list={list}
        name={t('title')}
        columns={useColumns(community.id === undefined)}
        empty={{ title: t('none'), text: t('noneText'), action: make }}
      />
      <OnceOpen open={asking === 'make'}>
        <MakeBatch
          open={asking === 'make'}
          close={close}
          done={batchId => {
            close()
            void navigate({ to: '/debits/$batchId', params: { batchId } })
          }}
        />
      </OnceOpen>
      <OnceOpen open={asking === 'formats'}>
        <FormatsDrawer open={asking === 'formats'} close={close} />
      </OnceOpen>
    </ListPage>
  )
}

function useColumns(withCommunity: boolean): Column<Batch, BatchSums>[] {
  const t = useDebitTexts()
  const community: Column<Batch, BatchSums> = {
    ...{ key: 'community', title: t('community'), width: 130 },
    render: row => row.communityName,
  }
  return [
    {
      ...{ key: 'number', title: t('number'), width: 110 },
      render: row => (
        <Link to="/debits/$batchId" params={{ batchId: row.id }}>
          {row.number}
        </Link>
      ),
    },
    ...(withCommunity ? [community] : []),
    {
      ...{ key: 'debitOn', title: t('debitOn'), width: 110, sort: 'debitOn' },
      render: row => <span className="c-number">{row.debitOn}</span>,
    },
    {
      ...{ key: 'state', title: t('state'), width: 150 },
      render: row => <StatusTag tone={BATCH_TONES[row.state]}>{t(`batch.${row.state}`)}</StatusTag>,
    },
    { key: 'count', title: t('count'), width: 70, align: 'number', render: row => row.count },
    {
      ...{ key: 'total', title: t('total'), width: 120, align: 'number', sort: 'totalFen' },
      render: row => <MoneyText fen={row.totalFen} />,
      footer: sums => <MoneyText fen={sums.totalFen} strong />,
    },
    {
      ...{ key: 'settled', title: t('state.settled'), width: 120, align: 'number' },
      render: row => <MoneyText fen={row.settledFen} />,
      footer: sums => <MoneyText fen={sums.settledFen} strong />,
    },
    {
      ...{ key: 'failed', title: t('state.failed'), width: 120, align: 'number' },
      render: row => <MoneyText fen={row.failedFen} />,
      footer: sums => <MoneyText fen={sums.failedFen} strong />,
    },
    {
      ...{ key: 'inFlight', title: t('state.in-flight'), width: 120, align: 'number' },
      render: row => <MoneyText fen={row.inFlightFen} />,
      footer: sums => <MoneyText fen={sums.inFlightFen} strong />,
    },
    { key: 'format', title: t('format'), width: 130, render: row => row.formatName },
    {
      ...{ key: 'madeAt', title: t('madeAt'), width: 190, sort: 'madeAt' },
      render: row => (
        <span className="c-number">
          {formatDateTime(row.madeAt)} {row.madeByName}
        </span>
      ),
    },
  ]
}
