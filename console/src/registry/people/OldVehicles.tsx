import { registry } from '@anju/contract'
import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form } from 'antd'
import { call } from '../../api.ts'
import { useCan } from '../../session.tsx'
import { listKey } from '../../shell/list/index.ts'
import { addDays } from '../../workforce/days.ts'
import { useMoveTexts } from './move-texts.ts'

/** What of the form says whose vehicles leave. */
interface Transfer {
  on?: string
  owners?: ({ personId?: string } | undefined)[]
  oldFamily?: 'ends' | 'stays'
}

/** Whether the vehicles of who leaves end with the home, with their plates once the day is said and where they may be seen. */
export function OldVehicles({ premisesId, today }: { premisesId: string; today: string }) {
  const t = useMoveTexts()
  const { on, owners, oldFamily }: Transfer = Form.useWatch([]) ?? {}
  const newOwnerIds = (owners ?? []).flatMap(owner => owner?.personId ?? [])
  const plates = useLeaving(premisesId, on, { newOwnerIds, familyEnds: oldFamily !== 'stays' })
  const lastOn = on ? addDays(on, -1) : today
  const day = lastOn < today ? today : lastOn
  const named = plates && plates.length > 0
  return (
    <Form.Item
      name="endVehicles"
      valuePropName="checked"
      label={t('transfer.vehicles')}
      extra={
        named
          ? t('transfer.vehiclesOf', { plates: plates.map(registry.plateText).join(comma()), day })
          : t(plates ? 'transfer.vehiclesNone' : 'transfer.vehiclesAll')
      }
    >
      <Checkbox>{t('transfer.vehiclesEnd')}</Checkbox>
    </Form.Item>
  )
}

/** The plates that would end, by the rule of the server; undefined while the day or the household is not known, or vehicles may not be seen. */
function useLeaving(
  premisesId: string,
  on: string | undefined,
  transfer: { newOwnerIds: string[]; familyEnds: boolean },
): string[] | undefined {
  const may = useCan('registry.vehicles.read')
  const query = { premisesId, state: 'active' as const, limit: 100 }
  const vehicles = useQuery({
    queryKey: [...listKey(registry.listVehicles), query],
    enabled: may,
    queryFn: ({ signal }) => call(registry.listVehicles, { query, signal }),
  })
  const dayBefore = on ? addDays(on, -1) : undefined
  const [before, after] = [useHousehold(premisesId, dayBefore), useHousehold(premisesId, on)]
  if (!vehicles.data || !on || !dayBefore || !before || !after) return undefined
  const stays = [...before, ...after.filter(one => before.every(other => other.id !== one.id))]
  const { ownerIds, unowned } = registry.vehiclesThatLeave(stays, { dayBefore, on, ...transfer })
  const leave = vehicles.data.items.filter(({ ownerId }) => (ownerId === null ? unowned : ownerIds.includes(ownerId)))
  return leave.map(({ plate }) => plate)
}

function useHousehold(premisesId: string, on: string | undefined) {
  const { data } = useQuery({
    queryKey: [registry.readHouseholdOn.path, premisesId, on],
    enabled: on !== undefined,
    queryFn: ({ signal }) => call(registry.readHouseholdOn, { params: { premisesId }, query: { on }, signal }),
  })
  return data?.occupancies
}
