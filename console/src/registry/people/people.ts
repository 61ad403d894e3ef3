import { registry, type WireRequestOf, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'

export type PersonDetail = WireResponseOf<typeof registry.readPerson>
export type PersonFacts = Omit<WireRequestOf<typeof registry.editPerson>['body'], 'version'>
export type TagRow = WireResponseOf<typeof registry.listTags>['items'][number]
export type Household = WireResponseOf<typeof registry.readHouseholdOn>
export type Occupancy = Household['occupancies'][number]

export const ID_TYPES = ['id-card', 'passport', 'hk-macau-permit', 'taiwan-permit', 'military', 'credit-code'] as const
export const PHONE_KINDS = ['mobile', 'home', 'work', 'other'] as const
export const SPECIES = ['dog', 'cat', 'other'] as const
export const COLOURS = ['grey', 'blue', 'green', 'orange', 'red', 'purple'] as const
export const RELATIONS = ['spouse', 'child', 'parent', 'sibling', 'other'] as const
export const END_REASONS = ['moved-out', 'lease-ended', 'deceased', 'other'] as const

export function personQuery(personId: string) {
  return queryOptions({
    queryKey: [registry.readPerson.path, personId],
    queryFn: ({ signal }) => call(registry.readPerson, { params: { personId }, signal }),
  })
}

export const tagsQuery = queryOptions({
  queryKey: listKey(registry.listTags),
  queryFn: ({ signal }) => call(registry.listTags, { signal }),
})

export const fieldsQueryOf = (subject: 'person' | 'premises' | 'vehicle') =>
  queryOptions({
    queryKey: [...listKey(registry.listCustomFields), subject],
    queryFn: ({ signal }) => call(registry.listCustomFields, { query: { subject }, signal }),
  })

export const personFieldsQuery = fieldsQueryOf('person')
export const premisesFieldsQuery = fieldsQueryOf('premises')
export const vehicleFieldsQuery = fieldsQueryOf('vehicle')

/** Whatever shows people, households or their premises asks again. */
export function renewPeople(): Promise<unknown> {
  return Promise.all(
    [
      registry.listPeople,
      registry.readPerson,
      registry.listPremises,
      registry.readPremises,
      registry.readHouseholdOn,
      registry.listVehicles,
      registry.readVehicle,
      registry.listTags,
      registry.listCorrections,
    ].map(route => queryClient.invalidateQueries({ queryKey: listKey(route) })),
  )
}

/** What was sealed, in full: lives in the view that asked alone. */
export type Revealed = WireResponseOf<typeof registry.revealPerson>
