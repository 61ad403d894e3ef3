import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { useCan } from '../../session.tsx'
import {
  type Column,
  DataTable,
  ExportButton,
  type Filter,
  FilterBar,
  ListPage,
  listKey,
  useList,
} from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { ToPage } from '../../shell/states/ToPage.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { KINDS, type PersonRow } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { useFieldTexts } from './field-texts.ts'
import { PersonTitle } from './PersonTitle.tsx'
import { personFieldsQuery, tagsQuery } from './people.ts'
import { usePersonTexts } from './person-texts.ts'
import { TagPeople } from './TagPeople.tsx'
import { Tags } from './Tags.tsx'
import { usePeopleTexts } from './texts.ts'
import '../registry.css'

const PersonCard = lazy(async () => ({ default: (await import('./PersonCard.tsx')).PersonCard }))
const PersonForm = lazy(async () => ({ default: (await import('./PersonForm.tsx')).PersonForm }))

/** Owners, families, tenants and organisations with their present households. */
export function PeoplePage() {
  const t = usePeopleTexts()
  const w = useRegistryTexts()
  const community = useCommunity()
  const list = useList(registry.listPeople, {
    filters: ['text', 'kind', 'tagId', 'type', 'has', 'presence', 'fieldId', 'fieldValue'],
    query: { communityId: community.id },
  })
  const columns = useColumns()
  useRealtime(['registry.*'], () => void queryClient.invalidateQueries({ queryKey: listKey(registry.listPeople) }))
  return (
    <ListPage>
      <PageHeader title={w('people')} facts={t('people.facts')} actions={<CreateButton />} />
      <FilterBar
        list={list}
        filters={useFilters()}
        end={<ExportButton route={registry.exportPeople} query={list.query} name={w('people')} />}
      />
      <DataTable
        list={list}
        name={w('people')}
        columns={columns}
        empty={{
          title: t('people.empty'),
          text: t('people.emptyText'),
          action: (
            <>
              <CreateButton />
              <ToPage to="/imports" />
            </>
          ),
        }}
        drawer={{
          title: (id, row) => <PersonTitle id={id} row={row} />,
          render: id => (
            <Suspense fallback={<DrawerBones />}>
              <PersonCard key={id} personId={id} />
            </Suspense>
          ),
        }}
        selection={{ actions: (rows, clear) => <TagPeople people={rows} clear={clear} /> }}
      />
    </ListPage>
  )
}

function CreateButton() {
  const t = usePersonTexts()
  const community = useCommunity()
  const navigate = useNavigate()
  const may = useCan('registry.people.edit')
  const [open, setOpen] = useState(false)
  const reason = may ? undefined : t('noEdit')
  return (
    <>
      <ReasonButton type="primary" icon={<Plus size={14} aria-hidden />} reason={reason} onClick={() => setOpen(true)}>
        {t('create')}
      </ReasonButton>
      <Suspense fallback={null}>
        {open ? (
          <PersonForm
            open
            communityId={community.id}
            close={() => setOpen(false)}
            onDone={person => void navigate({ to: '/people/$personId', params: { personId: person.id } })}
          />
        ) : null}
      </Suspense>
    </>
  )
}

function useFilters(): Filter[] {
  const t = usePeopleTexts()
  const d = usePersonTexts()
  const w = useRegistryTexts()
  const { data } = useQuery(tagsQuery)
  const f = useFieldTexts()
  const { data: fields } = useQuery(personFieldsQuery)
  const ownFields: Filter[] =
    fields && fields.items.length > 0
      ? [
          {
            kind: 'select',
            key: 'fieldId',
            label: f('filter'),
            options: fields.items.map(field => ({ value: field.id, label: field.label })),
          },
          { kind: 'text', key: 'fieldValue', label: f('filterValue') },
        ]
      : []
  return [
    { kind: 'text', key: 'text', label: t('people.search'), width: 240 },
    {
      kind: 'select',
      key: 'kind',
      label: w('field.kind'),
      options: KINDS.map(value => ({ value, label: w(`kind.${value}`) })),
      width: 140,
    },
    {
      kind: 'select',
      key: 'tagId',
      label: d('filter.tag'),
      options: (data?.items ?? []).map(tag => ({ value: tag.id, label: tag.name })),
      width: 140,
    },
    {
      kind: 'select',
      key: 'type',
      label: d('filter.type'),
      options: (['person', 'organisation'] as const).map(value => ({ value, label: d(`type.${value}`) })),
    },
    {
      kind: 'select',
      key: 'has',
      label: d('filter.has'),
      options: (['phone', 'no-phone', 'id', 'no-id'] as const).map(value => ({ value, label: d(`has.${value}`) })),
    },
    {
      kind: 'select',
      key: 'presence',
      label: d('filter.presence'),
      options: (['present', 'left', 'never'] as const).map(value => ({ value, label: d(`presence.${value}`) })),
    },
    ...ownFields,
  ]
}

function useColumns(): Column<PersonRow>[] {
  const t = usePeopleTexts()
  const d = usePersonTexts()
  const w = useRegistryTexts()
  return [
    { key: 'name', title: w('field.name'), width: 180, sort: 'name', render: row => row.name },
    {
      key: 'sex',
      title: d('field.type'),
      width: 80,
      render: row => (row.type === 'organisation' ? d('type.organisation') : row.sex ? t(`sex.${row.sex}`) : '–'),
    },
    {
      key: 'phone',
      title: w('field.phone'),
      width: 140,
      render: row => <span className="c-number">{row.phoneMasked ?? '–'}</span>,
    },
    {
      key: 'idNumber',
      title: w('field.idNumber'),
      width: 190,
      render: row => <span className="c-number">{row.idNumberMasked ?? '–'}</span>,
    },
    {
      key: 'tags',
      title: d('tags'),
      width: 150,
      render: row => (row.tags.length > 0 ? <Tags of={row.tags} /> : '–'),
    },
    { key: 'premises', title: w('field.households'), render: row => <Households of={row} /> },
  ]
}

const SHOWN = 3

function Households({ of: { premises } }: { of: PersonRow }) {
  const t = useRegistryTexts()
  if (premises.length === 0) return <>–</>
  return (
    <span className="rg-households">
      {premises.slice(0, SHOWN).map(({ id, label, kind }) => (
        <span key={`${id}:${kind}`}>
          <Link to="/premises" search={{ open: id }}>
            {label}
          </Link>{' '}
          <small>{t(`kind.${kind}`)}</small>
        </span>
      ))}
      {premises.length > SHOWN ? <small>+{premises.length - SHOWN}</small> : null}
    </span>
  )
}
