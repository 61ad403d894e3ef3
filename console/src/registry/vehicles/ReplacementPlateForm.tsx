import { registry } from '@anju/contract'
import { App, Form } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { PlateField } from './PlateField.tsx'
import { useVehicleTexts } from './texts.ts'
import { renewVehicles, type VehicleDetail } from './vehicle.ts'

interface Values {
  plate: string
  fromOn: string
  toOn: string
  reason: string
}

/** Another plate for a while. */
export function ReplacementPlateForm(props: { open: boolean; close: () => void; vehicle: VehicleDetail }) {
  const { open, close, vehicle } = props
  const t = useVehicleTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const required = [{ required: true, message: t('form.required') }]
  return (
    <FormDrawer<Values, VehicleDetail>
      open={open}
      onClose={close}
      title={t('plate.newTitle', { plate: registry.plateText(vehicle.plate) })}
      intro={t('plate.newIntro')}
      submitText={t('plate.new')}
      refusedAt={{
        'registry.vehicle_leaves': 'toOn',
        'registry.period_wrong': 'toOn',
        'registry.replacement_overlaps': 'fromOn',
        'registry.plate_wrong': 'plate',
      }}
      submit={(values, idempotencyKey) =>
        call(registry.addReplacementPlate, {
          params: { vehicleId: vehicle.id },
          body: { id: id.current, ...values },
          idempotencyKey,
        })
      }
      onDone={changed => {
        id.current = newId()
        renewVehicles(changed)
        close()
        void message.success(t('plate.newDone'))
      }}
    >
      <PlateField label={t('tab.plates')} />
      <div className="vh-two">
        <Form.Item name="fromOn" label={t('permit.from')} rules={required}>
          <DateField />
        </Form.Item>
        <Form.Item
          name="toOn"
          label={t('permit.to')}
          dependencies={['fromOn']}
          rules={[
            ...required,
            ({ getFieldValue }) => ({
              validator: (_rule, to?: string) =>
                to && getFieldValue('fromOn') && to < getFieldValue('fromOn')
                  ? Promise.reject(new Error(t('permit.toWrong')))
                  : Promise.resolve(),
            }),
          ]}
        >
          <DateField />
        </Form.Item>
      </div>
      <ReasonField label={t('field.reason')} missing={t('reasonMissing')} hint={t('plate.reasonExample')} />
    </FormDrawer>
  )
}
