import { imports } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Input, Segmented, Select } from 'antd'
import { FileDown } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useSettled } from '../../billing/useSettled.ts'
import { useRefusalText } from '../../refusal.ts'
import { fileNameOf, saveFile } from '../../shell/list/ExportButton.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import type { Import } from '../import-query.ts'
import { ComparedBills } from './ComparedBills.tsx'
import { ItemSums } from './ItemSums.tsx'
import { useFormerBillsTexts } from './texts.ts'
import { type Comparison, type Shown, useComparison } from './useComparison.ts'
import './former-bills.css'

const PAUSE_MS = 250
const SHOWS = ['open', 'differing', 'all'] as const
const VERDICTS = ['amount', 'only-former', 'only-ours', 'same'] as const

/** A cycle that ran in both systems: totals by item, and bill by bill what differs, with our explanation and the reason. */
export function ComparisonPanel({ found }: { found: Import }) {
  const t = useFormerBillsTexts()
  const [shown, setShown] = useState<Shown>({ show: 'open' })
  const text = useSettled(shown.text ?? '', PAUSE_MS)
  const holds = found.counts.some(({ kind, total, rejected }) => kind === 'formerBills' && total > rejected)
  const { data, error, refetch } = useComparison(found, { ...shown, text: text.trim() || undefined })
  if (!holds) return null
  if (error && !data)
    return (
      <section className="c-card im-panel">
        <FailureNotice error={error} retry={() => void refetch()} />
      </section>
    )
  if (!data) return null
  return (
    <section className="c-card im-panel" aria-label={t('title')}>
      <header className="im-compare__top">
        <h2>{t('title')}</h2>
        <span className="im-compare__head">
          <Standing totals={data.totals} />
          <DownloadButton found={found} />
        </span>
      </header>
      <p className="im-quiet im-compare__text">
        {data.from === null ? t('none') : t('text', { from: data.from, to: data.to ?? '' })}
      </p>
      <ItemSums comparison={data} />
      <Filters comparison={data} shown={shown} change={part => setShown({ ...shown, ...part })} />
      <ComparedBills key={JSON.stringify(shown)} found={found} comparison={data} />
    </section>
  )
}

function Standing({ totals: { differing, open } }: { totals: Comparison['totals'] }) {
  const t = useFormerBillsTexts()
  if (differing === 0) return <StatusTag tone="success">{t('allSame')}</StatusTag>
  return open > 0 ? (
    <StatusTag tone="danger">{t('open', { count: open })}</StatusTag>
  ) : (
    <StatusTag tone="success">{t('understood')}</StatusTag>
  )
}

interface FiltersProps {
  comparison: Comparison
  shown: Shown
  change: (part: Partial<Shown>) => void
}

function Filters({ comparison, shown, change }: FiltersProps) {
  const t = useFormerBillsTexts()
  return (
    <div className="im-compare__filters">
      <Segmented
        aria-label={t('show')}
        options={SHOWS.map(value => ({ value, label: t(`show.${value}`) }))}
        value={shown.show ?? 'open'}
        onChange={show => change({ show })}
      />
      <Select
        aria-label={t('verdict')}
        value={shown.verdict ?? ''}
        onChange={value => change({ verdict: VERDICTS.find(one => one === value) })}
        options={[
          { value: '', label: t('anyVerdict') },
          ...VERDICTS.map(value => ({
            value,
            label: `${t(`verdict.${value}`)} ${comparison.totals.verdicts[value] ?? 0}`,
          })),
        ]}
      />
      <Select
        aria-label={t('item')}
        value={shown.itemName ?? ''}
        onChange={value => change({ itemName: value || undefined })}
        options={[
          { value: '', label: t('anyItem') },
          ...comparison.items.map(({ itemName }) => ({ value: itemName, label: itemName })),
        ]}
      />
      <Input
        allowClear
        className="im-compare__find"
        aria-label={t('find')}
        placeholder={t('find')}
        maxLength={50}
        value={shown.text ?? ''}
        onChange={event => change({ text: event.target.value })}
      />
    </div>
  )
}

function DownloadButton({ found }: { found: Import }) {
  const t = useFormerBillsTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const response = await call(imports.billComparisonWorkbook, { params: { importId: found.id } })
      saveFile(await response.blob(), fileNameOf(response.headers.get('content-disposition')) ?? found.fileName)
    },
    onError: error => void message.error(`${t('export.failed')} · ${explain(error)}`, 6),
  })
  return (
    <Button icon={<FileDown size={14} aria-hidden />} loading={isPending} onClick={() => mutate()}>
      {t('export')}
    </Button>
  )
}
