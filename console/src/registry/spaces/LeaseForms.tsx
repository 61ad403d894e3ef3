import { registry } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { App, Form, Input } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { parseYuan } from '../../billing/cashier/yuan.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { type Choice, FindMany } from '../vehicles/FindSelect.tsx'
import { findVehicles } from '../vehicles/find.ts'
import { PriceItem } from './LetForm.tsx'
import { renewSpaces, type SpaceDetail, type SpaceLease } from './space.ts'
import { useSpaceTexts } from './texts.ts'

interface LeaseFormProps {
  space: SpaceDetail
  lease: SpaceLease
  close: () => void
}

function dayAfter(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + 1)
  return at.toISOString().slice(0, 10)
}

/** Goes on with a lease after its last day. */
export function RenewForm({ space, lease, close }: LeaseFormProps) {
  const t = useSpaceTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  return (
    <FormDrawer<{ toOn: string; price: string }, SpaceDetail>
      open
      onClose={close}
      title={t('renew.title', { space: space.label })}
      intro={t('renew.intro', { from: dayAfter(lease.toOn) })}
      initialValues={{ price: formatFen(lease.monthlyPriceFen).replace(/[¥,\s]/g, '') }}
      submitText={t('renew.submit')}
      submit={({ toOn, price }, idempotencyKey) =>
        call(registry.renewSpaceLease, {
          params: { spaceId: space.id, leaseId: lease.id },
          body: { id: id.current, toOn, monthlyPriceFen: parseYuan(price) ?? 0, version: lease.version },
          idempotencyKey,
        })
      }
      onDone={changed => {
        id.current = newId()
        renewSpaces(changed)
        close()
        void message.success(t('renew.done'))
      }}
    >
      <Form.Item
        name="toOn"
        label={t('field.to')}
        rules={[
          { required: true, message: t('required') },
          {
            validator: (_rule, to?: string) =>
              to && to <= lease.toOn ? Promise.reject(new Error(t('let.daysWrong'))) : Promise.resolve(),
          },
        ]}
      >
        <DateField />
      </Form.Item>
      <PriceItem />
    </FormDrawer>
  )
}

/** Ends a lease early. */
export function EndForm({ space, lease, close }: LeaseFormProps) {
  const t = useSpaceTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<{ lastOn: string; reason: string }, SpaceDetail>
      open
      onClose={close}
      title={t('end.title', { space: space.label })}
      intro={t('end.text')}
      submitText={t('end.submit')}
      danger
      submit={(values, idempotencyKey) =>
        call(registry.endSpaceLease, {
          params: { spaceId: space.id, leaseId: lease.id },
          body: { ...values, version: lease.version },
          idempotencyKey,
        })
      }
      onDone={changed => {
        renewSpaces(changed)
        close()
        void message.success(t('end.done'))
      }}
    >
      <Form.Item name="lastOn" label={t('field.lastOn')} rules={[{ required: true, message: t('required') }]}>
        <DateField />
      </Form.Item>
      <ReasonField label={t('field.reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}

/** Changes which vehicles park on a lease. */
export function LeaseVehiclesForm({ space, lease, close }: LeaseFormProps) {
  const t = useSpaceTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<{ vehicles: Choice[]; notes: string }, SpaceDetail>
      open
      onClose={close}
      title={t('vehicles.title', { space: space.label })}
      initialValues={{
        vehicles: lease.vehicles.map(({ id, plate }) => ({ value: id, label: registry.plateText(plate) })),
        notes: lease.notes,
      }}
      submitText={t('vehicles.submit')}
      submit={({ vehicles, notes }, idempotencyKey) =>
        call(registry.editSpaceLease, {
          params: { spaceId: space.id, leaseId: lease.id },
          body: { vehicleIds: vehicles.map(vehicle => vehicle.value), notes, version: lease.version },
          idempotencyKey,
        })
      }
      onDone={changed => {
        renewSpaces(changed)
        close()
        void message.success(t('vehicles.done'))
      }}
    >
      <Form.Item name="vehicles" label={t('field.vehicles')} extra={t('let.vehiclesHint')}>
        <FindMany
          name={`vehicles ${space.communityId}`}
          find={findVehicles(space.communityId)}
          placeholder={t('let.findVehicle')}
        />
      </Form.Item>
      <Form.Item name="notes" label={t('field.notes')}>
        <Input.TextArea maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
    </FormDrawer>
  )
}
