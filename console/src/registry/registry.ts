import type { registry, WireResponseOf } from '@anju/contract'

export type PremisesRow = WireResponseOf<typeof registry.listPremises>['items'][number]
export type PremisesDetail = WireResponseOf<typeof registry.readPremises>
export type PersonRow = WireResponseOf<typeof registry.listPeople>['items'][number]
export type PersonDetail = WireResponseOf<typeof registry.readPerson>
export type Occupancy = PremisesDetail['occupancies'][number]
export type Building = WireResponseOf<typeof registry.communityTree>['buildings'][number]

export const USES = [
  'residential',
  'shop',
  'office',
  'dormitory',
  'parking',
  'storage',
  'public',
] as const satisfies readonly PremisesRow['use'][]
export const STATES = [
  'unsold',
  'sold',
  'handed-over',
  'vacant',
  'occupied',
  'let',
  'decorating',
] as const satisfies readonly PremisesRow['state'][]
export const KINDS = ['owner', 'family', 'tenant', 'temporary'] as const satisfies readonly Occupancy['kind'][]

/** An area that came from a list without dates holds since always; the server writes that as this day. */
export const SINCE_ALWAYS = '1900-01-01'
