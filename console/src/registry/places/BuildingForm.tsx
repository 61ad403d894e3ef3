import { registry } from '@anju/contract'
import { App, Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { BUILDING_KINDS, type BuildingRow, orNull, renewPlaces, STRUCTURES } from './places.ts'

type Values = Partial<Omit<BuildingRow, 'id' | 'units' | 'premisesCount' | 'version'>>
type UnitRow = BuildingRow['units'][number]

interface BuildingFormProps {
  communityId: string
  building?: BuildingRow
  close: () => void
}

/** A new building, or what is known of one. */
export function BuildingForm({ communityId, building, close }: BuildingFormProps) {
  const t = usePlacePageTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const submit = (values: Values, idempotencyKey: string, version: number) => {
    const facts = {
      ...{ code: values.code ?? '', name: values.name ?? '', kind: values.kind ?? ('residential' as const) },
      ...{ floorsAbove: orNull(values.floorsAbove), floorsBelow: orNull(values.floorsBelow) },
      ...{ builtYear: orNull(values.builtYear), liftCount: orNull(values.liftCount) },
      structure: orNull(values.structure),
    }
    if (!building)
      return call(registry.createBuilding, { body: { ...facts, id: id.current, communityId }, idempotencyKey })
    const params = { buildingId: building.id }
    return call(registry.editBuilding, { params, body: { ...facts, version }, idempotencyKey })
  }
  return (
    <FormDrawer<Values, BuildingRow>
      open
      onClose={close}
      title={building ? t('building.edit', { name: building.name }) : t('building.new')}
      intro={building ? t('building.intro') : undefined}
      initialValues={building ?? { kind: 'residential' }}
      submitText={t('save')}
      submit={submit}
      conflicts={useBuildingConflicts(communityId, building)}
      refusedAt={{ 'registry.building_code_taken': 'code' }}
      onDone={saved => {
        void renewPlaces()
        close()
        void message.success(t('premises.saved', { label: saved.name }))
      }}
    >
      <Code />
      <Form.Item name="name" label={t('building.name')} extra={t('building.nameHint')}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t('building.kind')}>
        <Select options={BUILDING_KINDS.map(value => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="structure" label={t('building.structure')}>
        <Select allowClear options={STRUCTURES.map(value => ({ value, label: t(`structure.${value}`) }))} />
      </Form.Item>
      <div className="rg-pair">
        <Whole name="floorsAbove" max={200} />
        <Whole name="floorsBelow" max={20} />
      </div>
      <div className="rg-pair">
        <Whole name="builtYear" min={1900} max={2100} />
        <Whole name="liftCount" max={200} />
      </div>
    </FormDrawer>
  )
}

function useBuildingConflicts(communityId: string, building: BuildingRow | undefined) {
  const t = usePlacePageTexts()
  return conflictsOf<BuildingRow, Values>(building, {
    read: async () =>
      (await call(registry.communityTree, { params: { communityId } })).buildings.find(one => one.id === building?.id),
    values: ({ code, name, kind, structure, floorsAbove, floorsBelow, builtYear, liftCount }) => {
      return { code, name, kind, structure, floorsAbove, floorsBelow, builtYear, liftCount }
    },
    labels: {
      ...{ code: t('building.code'), name: t('building.name'), kind: t('building.kind') },
      ...{ structure: t('building.structure'), floorsAbove: t('building.floorsAbove') },
      ...{ floorsBelow: t('building.floorsBelow'), builtYear: t('building.builtYear') },
      liftCount: t('building.liftCount'),
    },
    show: (field, value) => {
      if (field === 'kind') return t(`kind.${value as BuildingRow['kind']}`)
      return field === 'structure' && value ? t(`structure.${value as (typeof STRUCTURES)[number]}`) : undefined
    },
  })
}

function Code() {
  const t = usePlacePageTexts()
  return (
    <Form.Item
      name="code"
      label={t('building.code')}
      rules={[
        { required: true, whitespace: true, message: t('codeMissing') },
        { pattern: /^[^\s/]{1,20}$/, message: t('codeWrong') },
      ]}
    >
      <Input maxLength={20} autoComplete="off" />
    </Form.Item>
  )
}

interface WholeProps {
  name: 'floorsAbove' | 'floorsBelow' | 'builtYear' | 'liftCount'
  min?: number
  max: number
}

function Whole({ name, min = 0, max }: WholeProps) {
  const t = usePlacePageTexts()
  return (
    <Form.Item name={name} label={t(`building.${name}`)}>
      <InputNumber min={min} max={max} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  )
}

interface UnitValues {
  code: string
  floors?: number | null
  hasLift?: boolean
}

function useUnitConflicts(communityId: string, unit: UnitRow | undefined) {
  const t = usePlacePageTexts()
  return conflictsOf<UnitRow, UnitValues>(unit, {
    read: async () => {
      const { buildings } = await call(registry.communityTree, { params: { communityId } })
      return buildings.flatMap(building => building.units).find(one => one.id === unit?.id)
    },
    values: ({ code, floors, hasLift }) => ({ code, floors, hasLift }),
    labels: { code: t('building.code'), floors: t('unit.floors'), hasLift: t('pattern.hasLift') },
  })
}

interface UnitFormProps {
  communityId: string
  buildingId: string
  unit?: UnitRow
  close: () => void
  remove: (name: string, work: () => Promise<unknown>) => void
}

/** A new unit, or what is known of one; one without rooms can be removed. */
export function UnitForm({ communityId, buildingId, unit, close, remove }: UnitFormProps) {
  const t = usePlacePageTexts()
  const id = useRef(newId())
  return (
    <FormDrawer<UnitValues, BuildingRow>
      open
      onClose={close}
      title={unit ? t('stack.unit', { code: unit.code }) : t('unit.new')}
      initialValues={unit ?? { hasLift: true }}
      submitText={t('save')}
      submit={({ code, floors, hasLift }, idempotencyKey, version) => {
        const facts = { code, floors: orNull(floors), hasLift: hasLift ?? false }
        if (!unit) return call(registry.createUnit, { body: { ...facts, id: id.current, buildingId }, idempotencyKey })
        return call(registry.editUnit, {
          params: { unitId: unit.id },
          body: { ...facts, version },
          idempotencyKey,
        })
      }}
      conflicts={useUnitConflicts(communityId, unit)}
      refusedAt={{ 'registry.unit_code_taken': 'code' }}
      onDone={() => {
        void renewPlaces()
        close()
      }}
    >
      <Code />
      <Form.Item name="floors" label={t('unit.floors')}>
        <InputNumber min={1} max={200} precision={0} />
      </Form.Item>
      <Form.Item name="hasLift" valuePropName="checked">
        <Checkbox>{t('pattern.hasLift')}</Checkbox>
      </Form.Item>
      {unit && unit.premisesCount === 0 ? (
        <Button
          danger
          onClick={() => {
            close()
            remove(t('stack.unit', { code: unit.code }), () =>
              call(registry.deleteUnit, { params: { unitId: unit.id }, query: { version: unit.version } }),
            )
          }}
        >
          {t('remove')}
        </Button>
      ) : null}
    </FormDrawer>
  )
}
