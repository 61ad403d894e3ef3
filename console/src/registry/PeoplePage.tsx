import { registry } from '@anju/contract'
import { Link } from '@tanstack/react-router'
import { queryClient } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { useRealtime } from '../realtime.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, listKey, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { PersonCard, PersonTitle } from './PersonCard.tsx'
import { KINDS, type PersonRow } from './registry.ts'
import { useRegistryTexts } from './texts.ts'
import './registry.css'

/** Owners, families and tenants with their present households. */
export function PeoplePage() {
  const t = useRegistryTexts()
  const community = useCommunity()
  const list = useList(registry.listPeople, { filters: ['text', 'kind'], query: { communityId: community.id } })
  const columns = useColumns()
  useRealtime(['registry.*'], () => void queryClient.invalidateQueries({ queryKey: listKey(registry.listPeople) }))
  return (
    <ListPage>
      <PageHeader title={t('people')} facts={t('people.facts')} />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('people.search'), width: 240 },
          {
            kind: 'select',
            key: 'kind',
            label: t('field.kind'),
            options: KINDS.map(value => ({ value, label: t(`kind.${value}`) })),
            width: 140,
          },
        ]}
        end={<ExportButton route={registry.exportPeople} query={list.query} name={t('people')} />}
      />
      <DataTable
        list={list}
        name={t('people')}
        columns={columns}
        empty={{
          title: t('people.empty'),
          text: t('people.emptyText'),
          action: <Link to="/imports">{t('toImport')}</Link>,
        }}
        drawer={{
          title: (id, row) => <PersonTitle id={id} row={row} />,
          render: id => <PersonCard key={id} personId={id} />,
        }}
      />
    </ListPage>
  )
}

function useColumns(): Column<PersonRow>[] {
  const t = useRegistryTexts()
  return [
    { key: 'name', title: t('field.name'), width: 120, sort: 'name', render: row => row.name },
    { key: 'sex', title: t('field.sex'), width: 80, render: row => (row.sex ? t(`sex.${row.sex}`) : '–') },
    {
      key: 'phone',
      title: t('field.phone'),
      width: 140,
      render: row => <span className="c-number">{row.phoneMasked ?? '–'}</span>,
    },
    {
      key: 'idNumber',
      title: t('field.idNumber'),
      width: 190,
      render: row => <span className="c-number">{row.idNumberMasked ?? '–'}</span>,
    },
    { key: 'premises', title: t('field.households'), render: row => <Households of={row} /> },
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
