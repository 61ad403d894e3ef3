import { useQuery } from '@tanstack/react-query'
import type { Filter } from '../../shell/list/index.ts'
import { useFieldTexts } from '../people/field-texts.ts'
import { premisesFieldsQuery } from '../people/people.ts'
import { STATES, USES } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { usePlacePageTexts } from './page-texts.ts'
import { OWNERSHIPS } from './places.ts'
import { usePlaceTexts } from './texts.ts'

const OWNERS = ['yes', 'no', 'phone', 'no-phone'] as const

/** What the list of premises can be narrowed by, besides the place in the tree. */
export function usePremisesFilters(): Filter[] {
  const t = usePlaceTexts()
  const w = useRegistryTexts()
  const p = usePlacePageTexts()
  const f = useFieldTexts()
  const { data: fields } = useQuery(premisesFieldsQuery)
  const own: Filter[] =
    fields && fields.items.length > 0
      ? [
          {
            ...{ kind: 'select', key: 'fieldId', label: f('filter'), width: 140 },
            options: fields.items.map(field => ({ value: field.id, label: field.label })),
          },
          { kind: 'text', key: 'fieldValue', label: f('filterValue') },
        ]
      : []
  return [
    { kind: 'text', key: 'text', label: t('premises.search'), width: 170 },
    {
      kind: 'select',
      key: 'use',
      label: w('field.use'),
      options: USES.map(value => ({ value, label: w(`use.${value}`) })),
      width: 110,
    },
    {
      kind: 'select',
      key: 'state',
      label: w('field.state'),
      options: STATES.map(value => ({ value, label: w(`state.${value}`) })),
      width: 120,
    },
    {
      kind: 'select',
      key: 'ownership',
      label: p('filter.ownership'),
      options: OWNERSHIPS.map(value => ({ value, label: p(`ownership.${value}`) })),
      width: 120,
    },
    {
      kind: 'select',
      key: 'owner',
      label: p('filter.owner'),
      options: OWNERS.map(value => ({ value, label: p(`filter.owner.${value}`) })),
      width: 130,
    },
    { kind: 'text', key: 'floor', label: p('filter.floor'), width: 80 },
    { kind: 'text', key: 'areaFrom', label: p('filter.areaFrom'), width: 110 },
    { kind: 'text', key: 'areaTo', label: p('filter.areaTo'), width: 110 },
    {
      kind: 'select',
      key: 'ended',
      label: p('filter.ended'),
      options: [{ value: 'yes', label: p('filter.ended.yes') }],
      width: 130,
    },
    ...own,
  ]
}
