import { registry } from '@anju/contract'
import { App, Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { type Choice, FindOne } from './FindSelect.tsx'
import { findSpaces } from './find.ts'
import { useVehicleTexts } from './texts.ts'
import { PERMIT_KINDS, type Permit, renewVehicles, type VehicleDetail } from './vehicle.ts'

/** Where a refusal of a permit belongs. */
export const REFUSED_AT = {
  'registry.vehicle_leaves': 'toOn',
  'registry.permit_end_missing': 'toOn',
  'registry.period_wrong': 'toOn',
  'registry.permit_overlaps': 'fromOn',
  'registry.space_elsewhere': 'space',
} as const

export interface PermitValues {
  kind: Permit['kind']
  areaCode?: string
  space?: Choice | null
  fromOn: string
  toOn?: string | null
}

/** The body of a permit from the fields of a form. */
export function permitBody({ kind, areaCode, space, fromOn, toOn }: PermitValues) {
  return { kind, areaCode: areaCode || null, spaceId: space?.value ?? null, fromOn, toOn: toOn ?? null }
}

interface PermitFormProps {
  open: boolean
  close: () => void
  vehicle: VehicleDetail
  /** The permit to change; undefined issues a new one. */
  permit?: Permit
}

/** Issues a permit for a vehicle, or changes one. */
export function PermitForm({ open, close, vehicle, permit }: PermitFormProps) {
  const t = useVehicleTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const plate = registry.plateText(vehicle.plate)
  const params = { vehicleId: vehicle.id }
  const conflicts = conflictsOf<Permit, PermitValues>(permit, {
    read: async () => (await call(registry.readVehicle, { params })).permits.find(one => one.id === permit?.id),
    values: valuesOf,
    labels: {
      ...{ kind: t('permit.kind'), fromOn: t('permit.from'), toOn: t('permit.to') },
      ...{ areaCode: t('permit.area'), space: t('permit.space') },
    },
    show: (field, value) => {
      if (field === 'kind') return t(`permitKind.${value as Permit['kind']}`)
      return field === 'space' ? (value as Choice | null)?.label : undefined
    },
  })
  const done = (changed: VehicleDetail) => {
    id.current = newId()
    renewVehicles(changed)
    close()
    void message.success(permit ? t('permit.editDone') : t('permit.newDone'))
  }
  return (
    <FormDrawer<PermitValues, VehicleDetail>
      open={open}
      onClose={close}
      title={t(permit ? 'permit.editTitle' : 'permit.newTitle', { plate })}
      intro={permit ? undefined : t('permit.newIntro')}
      initialValues={permit ? valuesOf(permit) : { kind: 'monthly' }}
      conflicts={conflicts}
      refusedAt={REFUSED_AT}
      submitText={permit ? t('form.editSubmit') : t('permit.newSubmit')}
      submit={(values, idempotencyKey, version) =>
        permit
          ? call(registry.editPermit, {
              params: { ...params, permitId: permit.id },
              body: { ...permitBody(values), version },
              idempotencyKey,
            })
          : call(registry.issuePermit, { params, body: { id: id.current, ...permitBody(values) }, idempotencyKey })
      }
      onDone={done}
    >
      <PermitFields communityId={vehicle.communityId} />
    </FormDrawer>
  )
}

function valuesOf({ kind, areaCode, fromOn, toOn, spaceId, spaceLabel }: Permit): PermitValues {
  const space = spaceId ? { value: spaceId, label: spaceLabel ?? '' } : null
  return { kind, areaCode: areaCode ?? '', fromOn, toOn, space }
}

/** The fields of a permit, also within the approval of an application. */
export function PermitFields({ communityId }: { communityId: string }) {
  const t = useVehicleTexts()
  return (
    <>
      <Form.Item name="kind" label={t('permit.kind')} rules={[{ required: true, message: t('form.required') }]}>
        <Select options={PERMIT_KINDS.map(value => ({ value, label: t(`permitKind.${value}`) }))} />
      </Form.Item>
      <div className="vh-two">
        <Form.Item name="fromOn" label={t('permit.from')} rules={[{ required: true, message: t('form.required') }]}>
          <DateField />
        </Form.Item>
        <Form.Item
          name="toOn"
          label={t('permit.to')}
          extra={t('permit.toHint')}
          dependencies={['kind', 'fromOn']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_rule, to?: string | null) => {
                if (!to && getFieldValue('kind') !== 'owned') return Promise.reject(new Error(t('permit.toMissing')))
                const wrong = to && getFieldValue('fromOn') && to < getFieldValue('fromOn')
                return wrong ? Promise.reject(new Error(t('permit.toWrong'))) : Promise.resolve()
              },
            }),
          ]}
        >
          <DateField />
        </Form.Item>
      </div>
      <Form.Item name="areaCode" label={t('permit.area')} extra={t('permit.areaHint')}>
        <Input maxLength={20} autoComplete="off" style={{ width: 200 }} />
      </Form.Item>
      <Form.Item name="space" label={t('permit.space')}>
        <FindOne name={`spaces ${communityId}`} find={findSpaces(communityId)} placeholder={t('form.findSpace')} />
      </Form.Item>
    </>
  )
}
