import { registry, residents, type WireResponseOf } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, App } from 'antd'
import { Download, FileJson, FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRefusalText } from '../refusal.ts'
import { saveFile } from '../shell/list/ExportButton.tsx'
import { type Column, DataTable, useList } from '../shell/list/index.ts'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { renewPersonalData } from './data-requests.ts'
import { type Choice, PersonSelect } from './PersonSelect.tsx'
import { usePersonalDataTexts } from './personal-data-texts.ts'

type Copy = WireResponseOf<typeof residents.listDataExports>['items'][number]

const TONES = { waiting: 'info', ready: 'success', taken: 'neutral', failed: 'danger', expired: 'neutral' } as const

/** Makes a file of everything about a person, to hand over, and keeps the list of those that were made. */
export function CopyPanel({ asked }: { asked: string | undefined }) {
  const t = usePersonalDataTexts()
  const list = useList(residents.listDataExports, { filters: [], sort: '-askedAt' })
  const columns = useColumns()
  return (
    <>
      <MakeCopy asked={asked} />
      <DataTable
        list={list}
        name={t('tab.copies')}
        columns={columns}
        empty={{ title: t('copies.none'), text: t('copies.noneText') }}
      />
    </>
  )
}

function MakeCopy({ asked }: { asked: string | undefined }) {
  const t = usePersonalDataTexts()
  const { message } = App.useApp()
  const explain = useRefusalText()
  const [chosen, setChosen] = useState<Choice>()
  const { data: named } = useQuery({
    queryKey: [registry.readPerson.path, asked],
    enabled: asked !== undefined && chosen === undefined,
    queryFn: ({ signal }) => call(registry.readPerson, { params: { personId: asked ?? '' }, signal }),
  })
  const person = chosen ?? (named ? { value: named.id, label: named.name } : undefined)
  const make = useMutation({
    mutationFn: (format: 'xlsx' | 'json') =>
      call(residents.startDataExport, { params: { personId: person?.value ?? '' }, body: { id: newId(), format } }),
    onSuccess: () => void message.success(t('copy.started')),
    onError: error => void message.error(explain(error)),
    onSettled: renewPersonalData,
  })
  const icons = { xlsx: <FileSpreadsheet size={14} aria-hidden />, json: <FileJson size={14} aria-hidden /> }
  return (
    <section className="c-card rs-export">
      <Alert type="warning" showIcon title={t('copies.warning')} />
      <label htmlFor="personal-data-person">{t('person')}</label>
      <PersonSelect id="personal-data-person" value={person} onChange={setChosen} />
      <div className="rs-export__actions">
        {(['xlsx', 'json'] as const).map(format => (
          <ReasonButton
            key={format}
            type={format === 'xlsx' ? 'primary' : 'default'}
            icon={icons[format]}
            loading={make.isPending && make.variables === format}
            reason={person ? undefined : t('person.missing')}
            onClick={() => make.mutate(format)}
          >
            {t('copy.make', { format: t(format) })}
          </ReasonButton>
        ))}
      </div>
    </section>
  )
}

function useColumns(): Column<Copy>[] {
  const t = usePersonalDataTexts()
  return [
    { key: 'person', title: t('person'), width: 160, render: row => row.personName ?? '–' },
    { key: 'format', title: t('format'), width: 80, render: row => t(row.format) },
    {
      key: 'state',
      title: t('state'),
      width: 110,
      render: row => <StatusTag tone={TONES[row.state]}>{t(`copy.${row.state}`)}</StatusTag>,
    },
    {
      key: 'askedAt',
      title: t('askedAt'),
      width: 150,
      sort: 'askedAt',
      render: row => <span className="c-number">{formatDateTime(row.askedAt)}</span>,
    },
    {
      key: 'until',
      title: t('copy.until'),
      width: 150,
      render: row => <span className="c-number">{row.expiresAt ? formatDateTime(row.expiresAt) : '–'}</span>,
    },
    { key: 'fetch', title: '', width: 110, render: row => <Fetch copy={row} /> },
  ]
}

function Fetch({ copy }: { copy: Copy }) {
  const t = usePersonalDataTexts()
  const { message } = App.useApp()
  const explain = useRefusalText()
  const fetching = useMutation({
    mutationFn: async () => {
      const response = await call(residents.fetchDataExport, { params: { exportId: copy.id } })
      saveFile(await response.blob(), `${t('title')}-${copy.personName ?? ''}.${copy.format}`)
    },
    onSuccess: () => void message.success(t('copy.fetched')),
    onError: error => void message.error(explain(error)),
    onSettled: renewPersonalData,
  })
  return (
    <ReasonButton
      size="small"
      icon={<Download size={14} aria-hidden />}
      loading={fetching.isPending}
      reason={copy.state === 'ready' ? undefined : t('copy.not')}
      onClick={() => fetching.mutate()}
    >
      {t('copy.fetch')}
    </ReasonButton>
  )
}
