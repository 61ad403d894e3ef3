import { registry } from '@anju/contract'
import { App, Checkbox, Form, Input, Select } from 'antd'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { type PremisesDetail, type PremisesRow, STATES } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { AreaField } from './PremisesForm.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { orNull, renewPlaces } from './places.ts'

interface OfPremises {
  premises: PremisesDetail
  close: () => void
}

interface StateValues {
  state: PremisesRow['state']
  fromOn: string
  reason?: string
  correction?: boolean
}

/** Says in which state premises are from a day on, and why. */
export function StateForm({ premises, close }: OfPremises) {
  const t = usePlacePageTexts()
  const w = useRegistryTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<StateValues, PremisesDetail>
      open
      onClose={close}
      title={t('state.title', { label: premises.label })}
      intro={t('state.intro', { state: w(`state.${premises.state}`) })}
      submitText={t('save')}
      submit={({ state, fromOn, reason, correction }, idempotencyKey) =>
        call(registry.changePremisesState, {
          params: { premisesId: premises.id },
          body: { version: premises.version, state, fromOn, reason: reason ?? '', correction: correction ?? false },
          idempotencyKey,
        })
      }
      onDone={saved => {
        void renewPlaces()
        close()
        void message.success(t('premises.saved', { label: saved.label }))
      }}
    >
      <Form.Item name="state" label={t('field.state')} rules={[{ required: true, message: t('stateMissing') }]}>
        <Select
          options={STATES.filter(state => state !== premises.state).map(value => ({
            value,
            label: w(`state.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="fromOn" label={t('field.fromOn')} rules={[{ required: true, message: t('dayMissing') }]}>
        <DateField />
      </Form.Item>
      <Form.Item name="reason" label={t('field.reason')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="correction" valuePropName="checked">
        <Checkbox>{t('state.correction')}</Checkbox>
      </Form.Item>
    </FormDrawer>
  )
}

interface AreaValues {
  fromOn: string
  areaM2: string
  innerAreaM2?: string
  sharedAreaM2?: string
  note?: string
}

/** Says which area holds from a day on. */
export function AreaForm({ premises, close }: OfPremises) {
  const t = usePlacePageTexts()
  const w = useRegistryTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<AreaValues, PremisesDetail>
      open
      onClose={close}
      title={t('area.title', { label: premises.label })}
      intro={t('area.intro')}
      submitText={t('save')}
      submit={({ fromOn, ...values }, idempotencyKey) =>
        call(registry.setPremisesArea, {
          params: { premisesId: premises.id, fromOn },
          body: {
            version: premises.version,
            areaM2: values.areaM2,
            innerAreaM2: orNull(values.innerAreaM2),
            sharedAreaM2: orNull(values.sharedAreaM2),
            note: values.note ?? '',
          },
          idempotencyKey,
        })
      }
      onDone={saved => {
        void renewPlaces()
        close()
        void message.success(t('premises.saved', { label: saved.label }))
      }}
    >
      <Form.Item name="fromOn" label={t('field.fromOn')} rules={[{ required: true, message: t('dayMissing') }]}>
        <DateField />
      </Form.Item>
      <AreaField name="areaM2" label={w('field.area')} required />
      <AreaField name="innerAreaM2" label={w('field.innerArea')} />
      <AreaField name="sharedAreaM2" label={t('field.sharedArea')} />
      <Form.Item name="note" label={t('field.note')}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDrawer>
  )
}

interface AliasValues {
  alias: string
}

/** Adds another name that finds premises. */
export function AliasForm({ premises, close }: OfPremises) {
  const t = usePlacePageTexts()
  return (
    <FormDrawer<AliasValues, PremisesDetail>
      open
      onClose={close}
      title={t('alias.title', { label: premises.label })}
      intro={t('alias.intro')}
      submitText={t('save')}
      submit={({ alias }, idempotencyKey) =>
        call(registry.addPremisesAlias, { params: { premisesId: premises.id }, body: { alias }, idempotencyKey })
      }
      onDone={() => {
        void renewPlaces()
        close()
      }}
    >
      <Form.Item
        name="alias"
        label={t('alias.name')}
        rules={[{ required: true, whitespace: true, message: t('alias.missing') }]}
      >
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  )
}
