import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Form, InputNumber, Select } from 'antd'
import { call } from '../../api.ts'
import { useMeterTexts } from '../../metering/texts.ts'
import { useSpaceTexts } from '../../registry/spaces/texts.ts'
import { useVehicleTexts } from '../../registry/vehicles/texts.ts'
import { type Share, ShareRows } from './ShareRows.tsx'
import { useRuleTexts } from './texts.ts'

/** What a rule is laid on: the premises themselves, or those that are spaces, have vehicles or meters, or are let. */
const OBJECTS = ['premises', 'spaces', 'vehicles', 'meters', 'leases'] as const
type Objects = (typeof OBJECTS)[number]

const USES = ['residential', 'shop', 'office', 'dormitory', 'parking', 'storage', 'public'] as const
const STATES = ['unsold', 'sold', 'handed-over', 'vacant', 'occupied', 'let', 'decorating'] as const
const TENURES = ['owned', 'civil-defence', 'public', 'rentable'] as const
const SIZES = ['mini', 'standard', 'large', 'accessible'] as const
const CHARGINGS = ['none', 'slow', 'fast'] as const
const VEHICLES = ['car', 'bus', 'truck', 'motorcycle', 'other'] as const
const METERS = ['water-cold', 'water-hot', 'water-reclaimed', 'electricity', 'gas', 'heat'] as const

export interface BulkFilterValues {
  objects?: Objects
  buildingIds?: string[]
  uses?: string[]
  states?: string[]
  floorFrom?: number | null
  floorTo?: number | null
  tenures?: (typeof TENURES)[number][]
  sizes?: (typeof SIZES)[number][]
  chargings?: (typeof CHARGINGS)[number][]
  vehicleKinds?: (typeof VEHICLES)[number][]
  meterKinds?: (typeof METERS)[number][]
  quantityBy?: 'given' | 'counted'
}

export interface BulkPayValues {
  payBy?: 'owner' | 'leaseholder' | 'shares'
  shares?: Share[]
}

/** The filter that the fields say; what belongs to other objects than the chosen ones does not count. */
export function filterOf(values: Partial<BulkFilterValues>) {
  const { objects, buildingIds = [], uses = [], states = [], floorFrom = null, floorTo = null } = values
  const { tenures = [], sizes = [], chargings = [], vehicleKinds = [], meterKinds = [] } = values
  return {
    ...{ buildingIds, states, floorFrom, floorTo, uses: objects === 'spaces' ? [] : uses },
    spaces: objects === 'spaces' ? { tenures, sizes, chargings } : null,
    vehicles: objects === 'vehicles' ? { kinds: vehicleKinds } : null,
    meters: objects === 'meters' ? { kinds: meterKinds } : null,
    leases: objects === 'leases',
  }
}

/** What a quantity is counted by. */
export function quantityByOf({ objects, quantityBy }: Partial<BulkFilterValues>): 'given' | 'vehicles' | 'meters' {
  return quantityBy === 'counted' && (objects === 'vehicles' || objects === 'meters') ? objects : 'given'
}

/** Who pays once these objects are chosen: a leaseholder only of what is let. */
export function payByOf(objects: Objects, payBy: BulkPayValues['payBy']): BulkPayValues['payBy'] {
  return payBy === 'leaseholder' && objects !== 'leases' ? 'owner' : payBy
}

/** What is looked for, and where. */
export function BulkFilterFields({ communityId }: { communityId: string }) {
  const t = useRuleTexts()
  const form = Form.useFormInstance<BulkFilterValues & BulkPayValues>()
  const objects = Form.useWatch('objects', form) ?? 'premises'
  return (
    <>
      <Form.Item name="objects" label={t('bulkObjects')} required extra={t(`bulkHint.${objects}`)}>
        <Select<Objects>
          options={OBJECTS.map(value => ({ value, label: t(`bulkObject.${value}`) }))}
          onChange={chosen => form.setFieldValue('payBy', payByOf(chosen, form.getFieldValue('payBy')))}
        />
      </Form.Item>
      <ObjectFields objects={objects} />
      <PlaceFields communityId={communityId} withUses={objects !== 'spaces'} />
    </>
  )
}

function ObjectFields({ objects }: { objects: Objects }) {
  const t = useRuleTexts()
  const spaces = useSpaceTexts()
  const vehicles = useVehicleTexts()
  const meters = useMeterTexts()
  if (objects === 'spaces')
    return (
      <div className="c-form__triple">
        <Choice
          name="tenures"
          label={t('bulkTenures')}
          options={TENURES.map(value => ({ value, label: spaces(`tenure.${value}`) }))}
        />
        <Choice
          name="sizes"
          label={t('bulkSizes')}
          options={SIZES.map(value => ({ value, label: spaces(`size.${value}`) }))}
        />
        <Choice
          name="chargings"
          label={t('bulkChargings')}
          options={CHARGINGS.map(value => ({ value, label: spaces(`charging.${value}`) }))}
        />
      </div>
    )
  if (objects === 'vehicles')
    return (
      <Choice
        name="vehicleKinds"
        label={t('bulkVehicleKinds')}
        options={VEHICLES.map(value => ({ value, label: vehicles(`kind.${value}`) }))}
      />
    )
  if (objects === 'meters')
    return (
      <Choice
        name="meterKinds"
        label={t('bulkMeterKinds')}
        options={METERS.map(value => ({ value, label: meters(`kind.${value}`) }))}
      />
    )
  return null
}

interface ChoiceProps {
  name: string
  label: string
  options: { value: string; label: string }[]
}

function Choice({ name, label, options }: ChoiceProps) {
  const t = useRuleTexts()
  return (
    <Form.Item name={name} label={label}>
      <Select mode="multiple" allowClear placeholder={t('bulkAll')} options={options} />
    </Form.Item>
  )
}

function PlaceFields({ communityId, withUses }: { communityId: string; withUses: boolean }) {
  const t = useRuleTexts()
  const buildings = useQuery({
    queryKey: [registry.communityTree.path, communityId],
    queryFn: ({ signal }) => call(registry.communityTree, { params: { communityId }, signal }),
  })
  return (
    <>
      <Form.Item name="buildingIds" label={t('bulkBuildings')}>
        <Select
          mode="multiple"
          allowClear
          loading={buildings.isPending}
          placeholder={t('bulkAll')}
          options={(buildings.data?.buildings ?? []).map(one => ({ value: one.id, label: one.name }))}
          showSearch={{ optionFilterProp: 'label' }}
        />
      </Form.Item>
      <div className="c-form__pair">
        {withUses ? (
          <Choice
            name="uses"
            label={t('bulkUses')}
            options={USES.map(value => ({ value, label: t(`use.${value}`) }))}
          />
        ) : null}
        <Choice
          name="states"
          label={t('bulkStates')}
          options={STATES.map(value => ({ value, label: t(`premisesState.${value}`) }))}
        />
        <Form.Item name="floorFrom" label={t('floorFrom')}>
          <InputNumber min={-20} max={200} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="floorTo" label={t('floorTo')}>
          <InputNumber min={-20} max={200} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
    </>
  )
}

/** Who pays from the start on. */
export function BulkPayFields() {
  const t = useRuleTexts()
  const form = Form.useFormInstance<BulkFilterValues & BulkPayValues>()
  const isLet = Form.useWatch('objects', form) === 'leases'
  const payBy = Form.useWatch('payBy', form)
  const ways = (['owner', 'leaseholder', 'shares'] as const).map(value => ({
    ...{ value, label: t(`bulkPayBy.${value}`) },
    disabled: value === 'leaseholder' && !isLet,
  }))
  return (
    <>
      <Form.Item name="payBy" label={t('bulkPayBy')} required>
        <Select options={ways} />
      </Form.Item>
      {payBy === 'shares' ? <ShareRows /> : null}
    </>
  )
}
