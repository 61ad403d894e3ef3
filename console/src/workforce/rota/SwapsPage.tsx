import { type WireResponseOf, workforce } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { useRefusalText } from '../../refusal.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { StatusTag, type Tone } from '../../shell/show/StatusTag.tsx'
import { renewWorkforce, useReason } from '../workforce.ts'
import { ClashList } from './ClashDialog.tsx'
import type { Clash } from './rota.ts'
import { useRotaTexts } from './texts.ts'
import './rota.css'
import '../workforce.css'

type Swap = WireResponseOf<typeof workforce.listSwaps>['items'][number]

const STATES = ['accepted', 'asked', 'approved', 'declined', 'refused', 'withdrawn'] as const
const TONES: Record<Swap['state'], Tone> = {
  ...{ asked: 'info', accepted: 'warning', approved: 'success', declined: 'neutral', refused: 'danger' },
  withdrawn: 'neutral',
}

/** Swaps that employees asked for, what waits first. */
export function SwapsPage() {
  const t = useRotaTexts()
  const community = useCommunity()
  const list = useList(workforce.listSwaps, { filters: ['state'], query: { communityId: community.id } })
  useRealtime(['workforce.swapChanged'], () => void renewWorkforce())
  return (
    <ListPage>
      <PageHeader title={t('swaps')} facts={t('swaps.facts')} />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: t('swaps.state'),
            options: STATES.map(value => ({ value, label: t(`swaps.${value}`) })),
          },
        ]}
        end={<ExportButton route={workforce.exportSwaps} query={list.query} name={t('swaps')} />}
      />
      <DataTable
        list={list}
        name={t('swaps')}
        columns={useColumns()}
        empty={{ title: t('swaps.empty'), text: t('swaps.emptyText') }}
      />
    </ListPage>
  )
}

function useColumns(): Column<Swap>[] {
  const t = useRotaTexts()
  return [
    {
      key: 'state',
      title: t('swaps.state'),
      width: 120,
      sort: 'state',
      render: row => <StatusTag tone={TONES[row.state]}>{t(`swaps.${row.state}`)}</StatusTag>,
    },
    { key: 'asker', title: t('swaps.asker'), width: 100, render: row => row.askerName },
    {
      key: 'gives',
      title: t('swaps.gives'),
      width: 150,
      sort: 'askerDay',
      render: row => `${row.askerDay.slice(5)} ${row.askerShift}`,
    },
    { key: 'partner', title: t('swaps.partner'), width: 100, render: row => row.partnerName },
    {
      key: 'takes',
      title: t('swaps.takes'),
      width: 150,
      render: row => (row.partnerDay ? `${row.partnerDay.slice(5)} ${row.partnerShift ?? ''}` : t('swaps.takeOver')),
    },
    { key: 'team', title: t('team'), width: 140, render: row => row.teamName },
    { key: 'reason', title: t('swaps.reason'), render: row => row.reason },
    {
      key: 'askedAt',
      title: t('swaps.askedAt'),
      width: 150,
      sort: 'askedAt',
      render: row => formatDateTime(row.askedAt),
    },
    { key: 'decide', title: t('swaps.decided'), width: 170, render: row => <Decide swap={row} /> },
  ]
}

function Decide({ swap }: { swap: Swap }) {
  const t = useRotaTexts()
  const { message } = App.useApp()
  const explain = useRefusalText()
  const reason = useReason('workforce.rota.manage')
  const [clashes, setClashes] = useState<readonly Clash[]>([])
  const { mutate, isPending } = useMutation({
    mutationFn: (body: { approve: boolean; acceptWarnings: boolean }) =>
      call(workforce.decideSwap, { params: { swapId: swap.id }, body }),
    onSuccess: async ({ saved, clashes: found }, { approve }) => {
      if (!saved) return setClashes(found)
      setClashes([])
      await renewWorkforce()
      void message.success(t(approve ? 'swaps.doneApproved' : 'swaps.doneRefused'))
    },
    onError: error => void message.error(explain(error)),
  })
  if (swap.state !== 'asked' && swap.state !== 'accepted') return <>{swap.decidedBy ?? '–'}</>
  const refused = clashes.some(clash => clash.refused)
  return (
    <>
      <ReasonButton
        size="small"
        type="primary"
        loading={isPending}
        onClick={() => mutate({ approve: true, acceptWarnings: false })}
        reason={reason ?? (swap.state === 'asked' ? t('swaps.waitPartner') : undefined)}
      >
        {t('swaps.approve')}
      </ReasonButton>{' '}
      <ReasonButton
        size="small"
        onClick={() => mutate({ approve: false, acceptWarnings: false })}
        disabled={isPending}
        reason={reason}
      >
        {t('swaps.refuse')}
      </ReasonButton>
      <Modal
        open={clashes.length > 0}
        title={t(refused ? 'clashes' : 'warnings')}
        onCancel={() => setClashes([])}
        footer={
          refused ? null : (
            <Button danger type="primary" onClick={() => mutate({ approve: true, acceptWarnings: true })}>
              {t('accept')}
            </Button>
          )
        }
      >
        <ClashList clashes={clashes} />
      </Modal>
    </>
  )
}
