import { imports } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { Upload } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { queryClient } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { useRealtime } from '../realtime.ts'
import {
  type Column,
  DataTable,
  ExportButton,
  type Filter,
  FilterBar,
  ListPage,
  listKey,
  useList,
} from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { sumOf } from './counts.ts'
import { ImportStateTag } from './ImportStateTag.tsx'
import type { ImportRow } from './import-query.ts'
import { UploadDialog } from './LazyUploadDialog.tsx'
import { EmptyWorkbookButton } from './templates/EmptyWorkbookButton.tsx'
import { useImportsTexts } from './texts.ts'
import './imports.css'

/** Imports, newest first; a workbook is uploaded from here. */
export function ImportsPage() {
  const t = useImportsTexts()
  const community = useCommunity()
  const list = useList(imports.listImports, {
    filters: ['text', 'state'],
    query: { communityId: community.id },
  })
  const columns = useColumns(community.id === undefined)
  const [uploading, setUploading] = useState(false)
  useRealtime(['imports.*'], () => void queryClient.invalidateQueries({ queryKey: listKey(imports.listImports) }))
  const button = (
    <Button type="primary" icon={<Upload size={14} aria-hidden />} onClick={() => setUploading(true)}>
      {t('upload')}
    </Button>
  )
  // A file that is dragged over the page finds the place where it can be dropped.
  const onDragEnter = (event: DragEvent) => {
    if (event.dataTransfer.types.includes('Files')) setUploading(true)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is a shortcut; the button does the same
    <div className="im-droppable" onDragEnter={onDragEnter}>
      <ListPage>
        <PageHeader
          title={t('title')}
          facts={t('intro')}
          actions={
            <span className="im-deeds">
              <Link to="/imports/templates" className="im-templates">
                {t('templates.open')}
              </Link>
              <EmptyWorkbookButton />
              {button}
            </span>
          }
        />
        <FilterBar
          list={list}
          filters={filtersOf(t)}
          end={<ExportButton route={imports.exportImports} query={list.query} name={t('list.name')} />}
        />
        <DataTable
          list={list}
          name={t('list.name')}
          columns={columns}
          empty={{ title: t('list.empty'), text: t('list.emptyText'), action: button }}
        />
      </ListPage>
      <UploadDialog open={uploading} close={() => setUploading(false)} />
    </div>
  )
}

const STATES = imports.IMPORT_STATES

function filtersOf(t: ReturnType<typeof useImportsTexts>): Filter[] {
  return [
    { kind: 'text', key: 'text', label: t('list.find'), width: 220 },
    {
      ...{ kind: 'select', key: 'state', label: t('list.state'), width: 140 },
      options: STATES.map(value => ({ value, label: t(`state.${value}`) })),
    },
  ]
}

function useColumns(withCommunity: boolean): Column<ImportRow>[] {
  const t = useImportsTexts()
  const community: Column<ImportRow> = {
    key: 'community',
    title: t('list.community'),
    width: 140,
    render: row => row.communityName,
  }
  return [
    {
      key: 'file',
      title: t('list.file'),
      width: 200,
      render: row => (
        <Link
          to="/imports/$importId"
          params={{ importId: row.id }}
          className="c-table__name im-file"
          title={row.fileName}
        >
          {row.fileName}
        </Link>
      ),
    },
    ...(withCommunity ? [community] : []),
    { key: 'state', title: t('list.state'), width: 104, render: row => <ImportStateTag of={row} /> },
    {
      key: 'created',
      title: t('list.created'),
      width: 96,
      align: 'number',
      render: row => <Count of={row} number={sumOf(row.counts).create} />,
    },
    {
      key: 'errors',
      title: t('list.errors'),
      width: 72,
      align: 'number',
      render: row => <Count of={row} number={row.errorCount} tone="danger" />,
    },
    {
      key: 'warnings',
      title: t('list.warnings'),
      width: 72,
      align: 'number',
      render: row => <Count of={row} number={row.warningCount} tone="warning" />,
    },
    { key: 'startedBy', title: t('list.startedBy'), width: 84, render: row => row.startedBy },
    {
      key: 'startedAt',
      title: t('list.startedAt'),
      width: 140,
      sort: 'startedAt',
      render: row => <span className="c-number">{formatDateTime(row.startedAt)}</span>,
    },
    {
      key: 'committedAt',
      title: t('list.committedAt'),
      width: 140,
      render: row => <span className="c-number">{row.committedAt ? formatDateTime(row.committedAt) : '–'}</span>,
    },
  ]
}

/** Numbers of a workbook that is not read yet, or could not be, are not zero: they are unknown. */
function Count({ of, number, tone }: { of: ImportRow; number: number; tone?: 'danger' | 'warning' }) {
  if (['reading', 'failed', 'cancelled'].includes(of.state)) return <>–</>
  return <span className={tone && number > 0 ? `im-count im-count--${tone}` : ''}>{number.toLocaleString('en')}</span>
}
