import { registry } from '@anju/contract'
import { Link } from '@tanstack/react-router'
import { queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, listKey, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { KINDS, type PersonRow } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { PersonCard, PersonTitle } from './PersonCard.tsx'
import { usePeopleTexts } from './texts.ts'
import '../registry.css'

/** Owners, families and tenants with their present households. */
export function PeoplePage() {
  const t = usePeopleTexts()
  const w = useRegistryTexts()
  const community = useCommunity()
  const list = useList(registry.listPeople, { filters: ['text', 'kind'], query: { communityId: community.id } })
  const columns = useColumns()
  useRealtime(['registry.*'], () => void queryClient.invalidateQueries({ queryKey: listKey(registry.listPeople) }))
  return (
    <ListPage>
      <PageHeader title={w('people')} facts={t('people.facts')} />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('people.search'), width: 240 },
          {
            kind: 'select',
            key: 'kind',
            label: w('field.kind'),
            options: KINDS.map(value => ({ value, label: w(`kind.${value}`) })),
            width: 140,
          },
        ]}
        end={<ExportButton route={registry.exportPeople} query={list.query} name={w('people')} />}
      />
      <DataTable
        list={list}
        name={w('people')}
        columns={columns}
        empty={{
          title: t('people.empty'),
          text: t('people.emptyText'),
          action: <Link to="/imports">{w('toImport')}</Link>,
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
  const t = usePeopleTexts()
  const w = useRegistryTexts()
  return [
    { key: 'name', title: w('field.name'), width: 120, sort: 'name', render: row => row.name },
    { key: 'sex', title: w('field.sex'), width: 80, render: row => (row.sex ? t(`sex.${row.sex}`) : '–') },
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
    { key: 'premises', title: w('field.households'), render: row => <Households of={row} /> },
  ]
}

const SHOWN = 3

function Households({ of: { premises } }: { of: PersonRow }) {
  const w = useRegistryTexts()
  if (premises.length === 0) return <>–</>
  return (
    <span className="rg-households">
      {premises.slice(0, SHOWN).map(({ id, label, kind }) => (
        <span key={`${id}:${kind}`}>
          <Link to="/premises" search={{ open: id }}>
            {label}
          </Link>{' '}
          <small>{w(`kind.${kind}`)}</small>
        </span>
      ))}
      {premises.length > SHOWN ? <small>+{premises.length - SHOWN}</small> : null}
    </span>
  )
}
