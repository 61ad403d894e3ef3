import { registry } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useCommunity } from '../../community.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { useCan } from '../../session.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { RecordHistory } from '../../shell/show/RecordHistory.tsx'
import { ToPage } from '../../shell/states/ToPage.tsx'
import { DOCUMENT_KINDS, type PlaceDocument, renewDocuments } from './documents.ts'
import { DocumentName, Validity } from './parts.tsx'
import { useDocumentTexts } from './texts.ts'
import '../registry.css'

const EditDocumentForm = lazy(async () => ({ default: (await import('./DocumentForms.tsx')).EditDocumentForm }))
const RemoveDocumentForm = lazy(async () => ({ default: (await import('./DocumentForms.tsx')).RemoveDocumentForm }))

const FILTERS = ['text', 'kind', 'of', 'validity', 'removed', 'premisesId'] as const

/** Every paper of premises and communities: what ends soon, what was taken away, one of them with its history in the drawer. */
export function DocumentsPage() {
  const t = useDocumentTexts()
  const community = useCommunity()
  const list = useList(registry.listPlaceDocuments, {
    filters: FILTERS,
    query: { communityId: community.id },
    sort: '-addedAt',
  })
  const [open, setOpen] = useState<{ edit?: PlaceDocument; remove?: PlaceDocument }>({})
  const close = () => setOpen({})
  useRealtime(['registry.placeDocumentsChanged'], () => void renewDocuments())
  return (
    <ListPage>
      <PageHeader title={t('documents')} facts={t('documents.facts')} />
      <FilterBar
        list={list}
        filters={useFilters()}
        end={<ExportButton route={registry.exportPlaceDocuments} query={list.query} name={t('documents')} />}
      />
      <DataTable
        list={list}
        name={t('documents')}
        columns={useColumns(community.id === undefined)}
        empty={{ title: t('documents.none'), text: t('documents.noneText'), action: <ToPage to="/premises" /> }}
        drawer={{
          title: (_, row) => row?.title ?? t('documents'),
          extra: (_, row) =>
            row && row.removedAt === null ? (
              <Deeds edit={() => setOpen({ edit: row })} remove={() => setOpen({ remove: row })} />
            ) : null,
          render: (id, row) => (
            <>
              {row ? <Facts of={row} /> : null}
              <h3 className="rg-papers__heading">{t('history')}</h3>
              <RecordHistory route={registry.placeDocumentHistory} params={{ documentId: id }} />
            </>
          ),
        }}
      />
      <Suspense fallback={null}>
        {open.edit ? <EditDocumentForm of={open.edit} close={close} /> : null}
        {open.remove ? <RemoveDocumentForm of={open.remove} close={close} /> : null}
      </Suspense>
    </ListPage>
  )
}

function Deeds({ edit, remove }: { edit: () => void; remove: () => void }) {
  const t = useDocumentTexts()
  const reason = useCan('registry.documents.manage') ? undefined : t('noManage')
  return (
    <>
      <ReasonButton size="small" reason={reason} onClick={edit}>
        {t('edit')}
      </ReasonButton>
      <ReasonButton size="small" danger reason={reason} onClick={remove}>
        {t('remove')}
      </ReasonButton>
    </>
  )
}

function Facts({ of }: { of: PlaceDocument }) {
  const t = useDocumentTexts()
  const facts = [
    [t('field.file'), <DocumentName key="file" of={of} />],
    [t('field.place'), <Place key="place" of={of} />],
    [t('field.kind'), t(`kind.${of.kind}`)],
    [t('field.number'), of.number || null],
    [t('field.datedOn'), of.datedOn],
    [t('field.validUntil'), <Validity key="until" until={of.validUntil} />],
    [t('field.added'), `${of.addedByName} ${formatDateTime(of.addedAt)}`],
    ...(of.removedAt
      ? ([
          [t('field.removed'), `${of.removedByName ?? ''} ${formatDateTime(of.removedAt)}`],
          [t('field.reason'), of.removedReason],
        ] as const)
      : []),
    [t('field.note'), of.note || null],
  ] as const
  return <FactList facts={facts} />
}

function Place({ of }: { of: PlaceDocument }) {
  const t = useDocumentTexts()
  return of.premisesId ? (
    <Link to="/premises/$premisesId" params={{ premisesId: of.premisesId }} search={{ tab: 'documents' }}>
      {of.premisesLabel}
    </Link>
  ) : (
    <Link to="/communities/$communityId" params={{ communityId: of.communityId }} search={{ tab: 'documents' }}>
      {of.communityName} <small>{t('ofCommunity')}</small>
    </Link>
  )
}

function useFilters() {
  const t = useDocumentTexts()
  return [
    { kind: 'text' as const, key: 'text', label: t('documents.find'), width: 200 },
    {
      ...{ kind: 'select' as const, key: 'kind', label: t('field.kind'), width: 130 },
      options: DOCUMENT_KINDS.map(value => ({ value, label: t(`kind.${value}`) })),
    },
    {
      ...{ kind: 'select' as const, key: 'of', label: t('field.of'), width: 120 },
      options: (['premises', 'community'] as const).map(value => ({ value, label: t(`of.${value}`) })),
    },
    {
      ...{ kind: 'select' as const, key: 'validity', label: t('field.validity'), width: 140 },
      options: (['due', 'over'] as const).map(value => ({ value, label: t(`validity.${value}`) })),
    },
    {
      ...{ kind: 'select' as const, key: 'removed', label: t('removed.filter'), width: 140 },
      options: [{ value: 'yes', label: t('removed.only') }],
    },
  ]
}

function useColumns(withCommunity: boolean): Column<PlaceDocument>[] {
  const t = useDocumentTexts()
  return [
    { key: 'title', title: t('field.title'), width: 240, sort: 'title', render: row => <DocumentName of={row} /> },
    { key: 'kind', title: t('field.kind'), width: 110, sort: 'kind', render: row => t(`kind.${row.kind}`) },
    {
      key: 'place',
      title: t('field.place'),
      width: 180,
      render: row =>
        (withCommunity && row.premisesLabel ? `${row.communityName} ${row.premisesLabel}` : row.premisesLabel) ??
        row.communityName,
    },
    { key: 'number', title: t('field.number'), width: 170, render: row => row.number || '–' },
    {
      key: 'datedOn',
      title: t('field.datedOn'),
      width: 110,
      sort: 'datedOn',
      render: row => <span className="c-number">{row.datedOn ?? '–'}</span>,
    },
    {
      key: 'validUntil',
      title: t('field.validUntil'),
      width: 220,
      sort: 'validUntil',
      render: row => <Validity until={row.validUntil} />,
    },
    {
      key: 'added',
      title: t('field.added'),
      width: 190,
      sort: 'addedAt',
      render: row => (
        <>
          {row.addedByName} <small className="c-number">{formatDateTime(row.addedAt)}</small>
        </>
      ),
    },
  ]
}
