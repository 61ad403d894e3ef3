import { registry } from '@anju/contract'
import { comma } from '@anju/ui'
import { call } from '../../api.ts'
import type { Found } from './FindSelect.tsx'

/** People by name, pinyin or phone tail, with their homes. */
export async function findPeople(text: string, signal: AbortSignal): Promise<Found[]> {
  const { items } = await call(registry.listPeople, { query: { text, limit: 10 }, signal })
  return items.map(person => ({
    value: person.id,
    label: person.name,
    detail: person.premises.map(home => home.label).join(comma()),
  }))
}

/** Homes of a community by room in any spelling, name or phone tail. */
export const findPremises =
  (communityId: string) =>
  async (text: string, signal: AbortSignal): Promise<Found[]> => {
    const { hits } = await call(registry.search, { query: { text, communityId, limit: 10 }, signal })
    const found = hits.flatMap<Found>(hit =>
      hit.premisesId
        ? [
            hit.kind === 'premises'
              ? { value: hit.premisesId, label: hit.title, detail: hit.subtitle }
              : { value: hit.premisesId, label: hit.subtitle.split('、')[0] ?? hit.title, detail: hit.title },
          ]
        : [],
    )
    return [...new Map(found.map(one => [one.value, one])).values()]
  }

/** Parking spaces of a community by number. */
export const findSpaces =
  (communityId: string) =>
  async (text: string, signal: AbortSignal): Promise<Found[]> => {
    const { items } = await call(registry.listSpaces, { query: { text, communityId, limit: 10 }, signal })
    return items.map(space => ({
      value: space.id,
      label: space.label,
      detail: space.holderName ?? space.ownerName ?? '',
    }))
  }

/** Vehicles in use of a community by plate. */
export const findVehicles =
  (communityId: string) =>
  async (text: string, signal: AbortSignal): Promise<Found[]> => {
    const { items } = await call(registry.listVehicles, {
      query: { text, communityId, state: 'active', limit: 10 },
      signal,
    })
    return items.map(vehicle => ({
      value: vehicle.id,
      label: registry.plateText(vehicle.plate),
      detail: [vehicle.ownerName, vehicle.premisesLabel].filter(Boolean).join(' · '),
    }))
  }
