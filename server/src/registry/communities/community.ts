import type { registry as contract, RequestOf } from '@anju/contract'

export type CommunityFacts = Omit<RequestOf<typeof contract.editCommunity>, 'communityId' | 'version'>

/** What is not known yet of a community that was just opened. */
export const UNKNOWN_FACTS = {
  state: 'managed',
  landAreaM2: null,
  builtAreaM2: null,
  deliveredOn: null,
  developer: '',
  servicePhone: '',
  contactName: '',
  note: '',
  lng: null,
  lat: null,
} as const satisfies Partial<CommunityFacts>

/** Whether a position is whole: longitude and latitude, or neither. */
export function isWhole(position: { lng: string | null; lat: string | null }): boolean {
  return (position.lng === null) === (position.lat === null)
}
