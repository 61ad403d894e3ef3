import { platform, type WireResponseOf } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { FileSpreadsheet, FileText, Image } from 'lucide-react'
import { call } from '../../api.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, listKey, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { usePlatformTexts } from '../texts.ts'
import { sizeText } from './size-text.ts'
import './files.css'

type FileRow = WireResponseOf<typeof platform.listFiles>['items'][number]

const PURPOSES = ['photo', 'workbook', 'document'] as const
const ICONS = { photo: Image, workbook: FileSpreadsheet, document: FileText }

/** Every stored file of the company: what it is, who uploaded it, how much room is left. */
export function FilesPage() {
  const t = usePlatformTexts()
  const list = useList(platform.listFiles, { filters: ['purpose', 'text', 'from', 'to'], sort: '-at' })
  const columns = useColumns()
  return (
    <ListPage>
      <PageHeader title={t('files')} facts={<Usage />} />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('files.find'), width: 220 },
          {
            kind: 'select',
            key: 'purpose',
            label: t('files.purpose'),
            options: PURPOSES.map(value => ({ value, label: t(`purpose.${value}`) })),
            width: 140,
          },
          { kind: 'dates', from: 'from', to: 'to', label: t('files.at'), width: 280 },
        ]}
        end={<ExportButton route={platform.exportFiles} query={list.query} name={t('files')} />}
      />
      <DataTable
        list={list}
        name={t('files')}
        columns={columns}
        empty={{ title: t('files.empty'), text: t('files.emptyText') }}
      />
    </ListPage>
  )
}

/** Used of how much, with a bar; red words from nine tenths on. */
function Usage() {
  const t = usePlatformTexts()
  const { data } = useQuery({
    queryKey: [...listKey(platform.readFileUsage)],
    queryFn: ({ signal }) => call(platform.readFileUsage, { signal }),
  })
  if (!data) return null
  const share = Math.min(100, (data.usedBytes / data.quotaBytes) * 100)
  const words = t('files.usage', { used: sizeText(data.usedBytes), all: sizeText(data.quotaBytes) })
  return (
    <span className="pl-usage">
      <meter min={0} max={100} high={90} value={share} aria-label={words} />
      <span data-full={share >= 90}>{words}</span>
    </span>
  )
}

type Sums = { bytes: number }

function useColumns(): Column<FileRow, Sums>[] {
  const t = usePlatformTexts()
  return [
    { key: 'name', title: t('files.name'), width: 320, render: file => <Name file={file} /> },
    { key: 'purpose', title: t('files.purpose'), width: 110, render: file => t(`purpose.${file.purpose}`) },
    {
      key: 'bytes',
      title: t('files.size'),
      width: 110,
      align: 'number',
      sort: 'bytes',
      render: file => sizeText(file.bytes),
      footer: sums => sizeText(sums.bytes),
    },
    { key: 'by', title: t('files.by'), width: 140, render: file => file.uploadedByName || '–' },
    {
      key: 'at',
      title: t('files.at'),
      width: 150,
      sort: 'at',
      render: file => <span className="c-number">{formatDateTime(file.at)}</span>,
    },
    {
      key: 'taken',
      title: t('files.state'),
      width: 130,
      render: file => (
        <StatusTag tone={file.taken ? 'success' : 'neutral'}>
          {t(file.taken ? 'files.taken' : 'files.notTaken')}
        </StatusTag>
      ),
    },
  ]
}

function Name({ file }: { file: FileRow }) {
  const t = usePlatformTexts()
  const Icon = ICONS[file.purpose]
  return (
    <a
      className="pl-file"
      href={file.url}
      target="_blank"
      rel="noreferrer"
      title={t('files.open', { name: file.name })}
    >
      {file.thumbnailUrl ? <img src={file.thumbnailUrl} alt="" loading="lazy" /> : <Icon size={16} aria-hidden />}
      <span>{file.name}</span>
    </a>
  )
}
