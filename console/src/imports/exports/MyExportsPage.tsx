import { ApiError, platform, type WireResponseOf } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { Download, Trash2 } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { call, queryClient } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { useRefusalText } from '../../refusal.ts'
import { downloadExport } from '../../shell/list/ExportButton.tsx'
import { type Column, DataTable, FilterBar, ListPage, listKey, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { StatusTag, type Tone } from '../../shell/show/StatusTag.tsx'
import { fileSize } from '../file-size.ts'
import { useExportsTexts } from './texts.ts'
import './exports.css'

type Row = WireResponseOf<typeof platform.listExports>['items'][number]

const STATES = ['waiting', 'writing', 'ready', 'failed', 'cancelled', 'expired'] as const
const TONES: Record<Row['state'], Tone> = {
  waiting: 'info',
  writing: 'info',
  ready: 'success',
  failed: 'danger',
  cancelled: 'neutral',
  expired: 'neutral',
}
const POLL_MS = 1_500

const renew = () => void queryClient.invalidateQueries({ queryKey: listKey(platform.listExports) })

/** The files that I let be written, with the way to each while it is kept. */
export function MyExportsPage() {
  const t = useExportsTexts()
  const list = useList(platform.listExports, { filters: ['state'] })
  const running = list.rows.some(isRunning)
  useEffect(() => {
    if (!running) return
    const timer = setInterval(renew, POLL_MS)
    return () => clearInterval(timer)
  }, [running])
  useRealtime(['platform.exportReady'], renew)
  const columns = useColumns()
  const options = STATES.map(state => ({ value: state, label: t(`state.${state}`) }))
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('facts')} />
      <FilterBar list={list} filters={[{ kind: 'select', key: 'state', label: t('state'), options }]} />
      <DataTable list={list} name={t('title')} columns={columns} empty={{ title: t('empty'), text: t('emptyText') }} />
    </ListPage>
  )
}

function isRunning({ state }: Row): boolean {
  return state === 'waiting' || state === 'writing'
}

function useColumns(): Column<Row>[] {
  const t = useExportsTexts()
  return useMemo(
    () => [
      {
        key: 'file',
        title: t('file'),
        width: 280,
        render: row => <span title={row.fileName}>{row.fileName}</span>,
      },
      { key: 'state', title: t('state'), width: 220, render: row => <State row={row} /> },
      {
        key: 'rows',
        title: t('rows'),
        width: 96,
        align: 'number',
        render: row => row.rowsWritten.toLocaleString('en'),
      },
      {
        key: 'size',
        title: t('size'),
        width: 88,
        align: 'number',
        render: row => (row.bytes === null ? '–' : fileSize(row.bytes)),
      },
      {
        key: 'askedAt',
        title: t('askedAt'),
        width: 140,
        sort: 'askedAt',
        render: row => <span className="c-number">{formatDateTime(row.askedAt)}</span>,
      },
      {
        key: 'expiresAt',
        title: t('expiresAt'),
        width: 140,
        render: row => <span className="c-number">{row.expiresAt ? formatDateTime(row.expiresAt) : '–'}</span>,
      },
      { key: 'deed', title: t('deed'), width: 136, render: row => <Deed row={row} /> },
    ],
    [t],
  )
}

function State({ row }: { row: Row }) {
  const t = useExportsTexts()
  const explain = useRefusalText()
  const share = row.total ? Math.min(99, Math.floor((row.rowsWritten / row.total) * 100)) : null
  return (
    <span className="ex-state">
      <StatusTag tone={TONES[row.state]}>{t(`state.${row.state}`)}</StatusTag>
      {row.state === 'writing' ? (
        <>
          <span
            className="ex-bar"
            role="progressbar"
            aria-label={row.fileName}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={share ?? undefined}
          >
            <span style={{ width: `${share ?? 0}%` }} />
          </span>
          <small className="c-number">{share === null ? '' : `${share}%`}</small>
        </>
      ) : null}
      {row.state === 'failed' && row.failure ? (
        <small title={explain(whyFailed(row.failure))}>{explain(whyFailed(row.failure))}</small>
      ) : null}
    </span>
  )
}

function whyFailed(code: string): ApiError {
  return new ApiError(409, { code }, null)
}

function Deed({ row }: { row: Row }) {
  const t = useExportsTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const onError = (error: Error) => {
    message.error(explain(error))
    renew()
  }
  const download = useMutation({ mutationFn: () => downloadExport(row), onError })
  const cancel = useMutation({
    mutationFn: () => call(platform.cancelExport, { params: { exportId: row.id } }),
    onSuccess: renew,
    onError,
  })
  if (isRunning(row)) {
    return (
      <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate()}>
        {t('stop')}
      </Button>
    )
  }
  return (
    <span className="ex-state">
      <ReasonButton
        size="small"
        icon={<Download size={13} aria-hidden />}
        loading={download.isPending}
        reason={row.state === 'ready' ? undefined : t('noFile')}
        onClick={() => download.mutate()}
      >
        {t('download')}
      </ReasonButton>
      {row.state === 'ready' ? (
        <Button
          size="small"
          type="text"
          aria-label={t('delete', { name: row.fileName })}
          title={t('delete', { name: row.fileName })}
          icon={<Trash2 size={14} aria-hidden />}
          loading={cancel.isPending}
          onClick={() => cancel.mutate()}
        />
      ) : null}
    </span>
  )
}
