import { registry } from '@anju/contract'
import { App, Checkbox, Form, Input } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { parseYuan } from '../../billing/cashier/yuan.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { type Choice, FindMany, FindOne } from '../vehicles/FindSelect.tsx'
import { findPeople, findVehicles } from '../vehicles/find.ts'
import { renewSpaces, type SpaceDetail } from './space.ts'
import { useSpaceTexts } from './texts.ts'

interface Values {
  holder: Choice
  fromOn: string
  toOn: string
  price: string
  vehicles?: Choice[]
  notes?: string
  apart: boolean
}

/** Lets a space, and the other one of its pair with it. */
export function LetForm({ space, close }: { space: SpaceDetail; close: () => void }) {
  const t = useSpaceTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const required = [{ required: true, message: t('required') }]
  const pair = space.motherLabel
    ? { mother: space.motherLabel, child: space.label }
    : space.childLabel
      ? { mother: space.label, child: space.childLabel }
      : undefined
  return (
    <FormDrawer<Values, SpaceDetail>
      open
      onClose={close}
      title={t('let.title', { space: space.label })}
      intro={[pair ? t('let.pair', pair) : '', space.tenure === 'civil-defence' ? t('let.civil') : ''].join(' ').trim()}
      initialValues={{ apart: false, vehicles: [] }}
      submitText={t('let.submit')}
      submit={({ holder, price, vehicles, notes, ...values }, idempotencyKey) =>
        call(registry.letSpace, {
          params: { spaceId: space.id },
          body: {
            ...{ ...values, id: id.current, holderId: holder.value, monthlyPriceFen: parseYuan(price) ?? 0 },
            ...{ vehicleIds: (vehicles ?? []).map(vehicle => vehicle.value), notes: notes ?? '' },
          },
          idempotencyKey,
        })
      }
      onDone={changed => {
        id.current = newId()
        renewSpaces(changed)
        close()
        void message.success(t('let.done', { name: changed.leases[0]?.holderName ?? '' }))
      }}
    >
      <Form.Item name="holder" label={t('field.holder')} rules={required}>
        <FindOne name="people" find={findPeople} placeholder={t('let.findPerson')} />
      </Form.Item>
      <LeaseDays />
      <PriceItem />
      <Form.Item name="vehicles" label={t('field.vehicles')} extra={t('let.vehiclesHint')}>
        <FindMany
          name={`vehicles ${space.communityId}`}
          find={findVehicles(space.communityId)}
          placeholder={t('let.findVehicle')}
        />
      </Form.Item>
      {pair ? (
        <Form.Item name="apart" valuePropName="checked">
          <Checkbox>{t('let.apart')}</Checkbox>
        </Form.Item>
      ) : null}
      <Form.Item name="notes" label={t('field.notes')}>
        <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
    </FormDrawer>
  )
}

function LeaseDays() {
  const t = useSpaceTexts()
  const required = { required: true, message: t('required') }
  return (
    <div className="vh-two">
      <Form.Item name="fromOn" label={t('field.from')} rules={[required]}>
        <DateField />
      </Form.Item>
      <Form.Item
        name="toOn"
        label={t('field.to')}
        dependencies={['fromOn']}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_rule, to?: string) =>
              to && getFieldValue('fromOn') && to < getFieldValue('fromOn')
                ? Promise.reject(new Error(t('let.daysWrong')))
                : Promise.resolve(),
          }),
        ]}
      >
        <DateField />
      </Form.Item>
    </div>
  )
}

/** The monthly price in yuan, as people type it. */
export function PriceItem() {
  const t = useSpaceTexts()
  return (
    <Form.Item
      name="price"
      label={t('field.price')}
      required
      rules={[
        {
          validator: (_rule, text?: string) =>
            parseYuan(text ?? '') === null ? Promise.reject(new Error(t('let.priceWrong'))) : Promise.resolve(),
        },
      ]}
    >
      <Input inputMode="decimal" maxLength={14} autoComplete="off" style={{ width: 200 }} />
    </Form.Item>
  )
}
