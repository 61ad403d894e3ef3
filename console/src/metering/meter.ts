import { metering, type WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import type { Found } from '../registry/vehicles/FindSelect.tsx'
import { listKey } from '../shell/list/index.ts'

export type MeterRow = WireResponseOf<typeof metering.listMeters>['items'][number]
export type MeterDetail = WireResponseOf<typeof metering.readMeter>

export const METER_KINDS = [
  'water-cold',
  'water-hot',
  'water-reclaimed',
  'electricity',
  'gas',
  'heat',
] as const satisfies readonly MeterRow['kind'][]
export const METER_LEVELS = ['household', 'shared', 'master'] as const satisfies readonly MeterRow['level'][]
export const METER_STATES = ['active', 'stopped', 'retired'] as const satisfies readonly MeterRow['state'][]

const meterKey = (meterId: string) => [metering.readMeter.path, meterId]

/** One meter, with those above it. */
export function useMeter(meterId: string) {
  return useQuery({
    queryKey: meterKey(meterId),
    queryFn: ({ signal }) => call(metering.readMeter, { params: { meterId }, signal }),
  })
}

/** Everything on screen that shows meters asks again; what a write answered is shown at once. */
export function renewMeters(changed?: MeterDetail) {
  if (changed) queryClient.setQueryData(meterKey(changed.id), changed)
  for (const route of [metering.listMeters, metering.readMeter, metering.meterHistory])
    void queryClient.invalidateQueries({ queryKey: listKey(route) })
}

/** Meters of a community that others may hang on, by the beginning of their code. */
export const findParents =
  (communityId: string, exceptId: string | undefined) =>
  async (text: string, signal: AbortSignal): Promise<Found[]> => {
    const query = { text, communityId, limit: 20 }
    const { items } = await call(metering.listMeters, { query, signal })
    return items
      .filter(one => one.level !== 'household' && one.state !== 'retired' && one.id !== exceptId)
      .map(one => ({
        value: one.id,
        label: one.code,
        detail: [one.name, one.premisesLabel ?? one.place].join(' ').trim(),
      }))
  }
