import { registry } from '@anju/contract'
import { App, Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../../api.ts'
import { noPhotos, type Photos } from '../../service-desk/PhotoField.tsx'
import { PhotosItem } from '../../service-desk/PhotosItem.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { listKey } from '../../shell/list/index.ts'
import { FieldInputs } from '../people/CustomFields.tsx'
import { type AskedField, answersOf, useAskedFields } from '../people/useAskedFields.ts'
import { type Choice, FindOne } from './FindSelect.tsx'
import { findPeople, findPremises } from './find.ts'
import { PlateField } from './PlateField.tsx'
import { useVehicleTexts } from './texts.ts'
import '../../service-desk/report.css'
import { renewVehicles, VEHICLE_KINDS, type VehicleDetail } from './vehicle.ts'

interface Values {
  plate: string
  plateColour?: VehicleDetail['plateColour']
  kind: VehicleDetail['kind']
  brand?: string
  model?: string
  colour?: string
  owner?: Choice | null
  premises?: Choice | null
  notes?: string
  photos?: Photos
  values?: { value?: string | null }[]
}

function valuesOf(vehicle: VehicleDetail): Values {
  const { plate, plateColour, kind, brand, model, colour, ownerId, ownerName, premisesId, premisesLabel, notes } =
    vehicle
  return {
    ...{ plate, plateColour, kind, brand: brand ?? '', model: model ?? '', colour: colour ?? '', notes },
    owner: ownerId ? { value: ownerId, label: ownerName ?? '' } : null,
    premises: premisesId ? { value: premisesId, label: premisesLabel ?? '' } : null,
  }
}

function bodyOf(
  { owner, premises, photos, brand, model, colour, notes, values, ...rest }: Values,
  kept: string[],
  asked: readonly AskedField[],
) {
  return {
    ...rest,
    ...{ brand: brand || null, model: model || null, colour: colour || null, notes: notes ?? '' },
    ownerId: owner?.value ?? null,
    premisesId: premises?.value ?? null,
    photoIds: [...kept, ...(photos?.ids ?? [])].slice(0, 9),
    values: answersOf(asked, values),
  }
}

interface VehicleFormProps {
  open: boolean
  close: () => void
  /** Where a new vehicle is registered. */
  community: { id: string; name: string }
  /** The vehicle to change; undefined registers a new one. */
  vehicle?: VehicleDetail
  /** What a new one begins with. */
  start?: Partial<Values>
}

/** Registers a vehicle, or changes what is registered of one. */
export function VehicleForm({ open, close, community, vehicle, start }: VehicleFormProps) {
  const t = useVehicleTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const asked = useAskedFields('vehicle', vehicle?.id)
  const plate = vehicle ? registry.plateText(vehicle.plate) : ''
  const kept = vehicle?.photos.map(photo => photo.id) ?? []
  const done = (changed: VehicleDetail) => {
    id.current = newId()
    renewVehicles(changed)
    void queryClient.invalidateQueries({ queryKey: listKey(registry.readVehicleFields) })
    close()
    void message.success(vehicle ? t('form.editDone') : t('form.newDone', { plate: registry.plateText(changed.plate) }))
  }
  return (
    <FormDrawer<Values, VehicleDetail>
      open={open}
      onClose={close}
      title={vehicle ? t('form.editTitle', { plate }) : t('form.newTitle')}
      intro={vehicle ? undefined : t('form.newIntro', { community: community.name })}
      initialValues={vehicle ? valuesOf(vehicle) : { kind: 'car', photos: noPhotos, ...start }}
      submitText={vehicle ? t('form.editSubmit') : t('form.newSubmit')}
      conflicts={vehicle ? conflictsOf(vehicle, t) : undefined}
      submit={(values, idempotencyKey, version) =>
        vehicle
          ? call(registry.editVehicle, {
              params: { vehicleId: vehicle.id },
              body: { ...bodyOf(values, kept, asked), version },
              idempotencyKey,
            })
          : call(registry.addVehicle, {
              body: { id: id.current, communityId: community.id, ...bodyOf(values, [], asked) },
              idempotencyKey,
            })
      }
      refusedAt={{
        'registry.plate_taken': 'plate',
        'registry.plate_wrong': 'plate',
        'registry.plate_colour_wrong': 'plateColour',
      }}
      onDone={done}
    >
      <PlateField label={t('field.plate')} />
      <Fields communityId={community.id} kept={kept.length} asked={asked} />
    </FormDrawer>
  )
}

function conflictsOf(vehicle: VehicleDetail, t: ReturnType<typeof useVehicleTexts>) {
  return {
    version: vehicle.version,
    present: async () => {
      const now = await call(registry.readVehicle, { params: { vehicleId: vehicle.id } })
      return { version: now.version, values: valuesOf(now) }
    },
    labels: {
      ...{ plate: t('field.plate'), plateColour: t('field.plateColour'), kind: t('field.kind') },
      ...{ brand: t('field.brand'), model: t('field.model'), colour: t('field.colour') },
      ...{ owner: t('field.owner'), premises: t('field.premises'), notes: t('field.notes') },
    },
    show: (field: keyof Values, value: unknown) => {
      if (field === 'owner' || field === 'premises') return (value as Choice | null)?.label ?? '–'
      if (field === 'kind') return t(`kind.${value as Values['kind']}`)
      return field === 'plateColour' ? t(`colour.${value as VehicleDetail['plateColour']}`) : undefined
    },
  }
}

function Fields({ communityId, kept, asked }: { communityId: string; kept: number; asked: readonly AskedField[] }) {
  const t = useVehicleTexts()
  const typed: string = Form.useWatch('plate') ?? ''
  const read = registry.readPlate(typed)
  const colours = read.ok ? read.colours : []
  return (
    <>
      <div className="vh-two">
        <Form.Item name="plateColour" label={t('field.plateColour')}>
          <Select
            allowClear
            placeholder={colours[0] ? t('form.usual', { colour: t(`colour.${colours[0]}`) }) : undefined}
            options={colours.map(value => ({ value, label: t(`colour.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="kind" label={t('field.kind')}>
          <Select options={VEHICLE_KINDS.map(value => ({ value, label: t(`kind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="brand" label={t('field.brand')}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item name="model" label={t('field.model')}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item name="colour" label={t('field.colour')}>
        <Input maxLength={20} autoComplete="off" style={{ width: 200 }} />
      </Form.Item>
      <Form.Item name="owner" label={t('field.owner')}>
        <FindOne name="people" find={findPeople} placeholder={t('form.findPerson')} />
      </Form.Item>
      <Form.Item name="premises" label={t('field.premises')}>
        <FindOne
          name={`premises ${communityId}`}
          find={findPremises(communityId)}
          placeholder={t('form.findPremises')}
        />
      </Form.Item>
      <FieldInputs fields={asked.map(one => one.field)} values={asked.map(one => one.value)} />
      <Form.Item name="notes" label={t('field.notes')}>
        <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
      <PhotosItem label={t('field.photos')} hint={kept > 0 ? t('form.keepPhotos', { count: kept }) : undefined} />
    </>
  )
}
