import { registry } from '@anju/contract'
import { App, Form, Input } from 'antd'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { type Choice, FindOne } from '../vehicles/FindSelect.tsx'
import { findPeople } from '../vehicles/find.ts'
import { renewSpaces, type SpaceDetail } from './space.ts'
import { useSpaceTexts } from './texts.ts'

interface KeepFormProps {
  space: SpaceDetail
  close: () => void
}

/** Keeps a free space for somebody. */
export function ReserveForm({ space, close }: KeepFormProps) {
  const t = useSpaceTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<{ reservedFor: string; reservedUntil?: string | null }, SpaceDetail>
      open
      onClose={close}
      title={t('reserve.title', { space: space.label })}
      initialValues={{ reservedFor: space.reservedFor ?? '', reservedUntil: space.reservedUntil }}
      submitText={t('reserve.submit')}
      submit={({ reservedFor, reservedUntil }, idempotencyKey) =>
        call(registry.reserveSpace, {
          params: { spaceId: space.id },
          body: { version: space.version, reservedFor, reservedUntil: reservedUntil ?? null },
          idempotencyKey,
        })
      }
      onDone={changed => {
        renewSpaces(changed)
        close()
        void message.success(t('reserve.done'))
      }}
    >
      <Form.Item
        name="reservedFor"
        label={t('reserve.for')}
        extra={t('reserve.forHint')}
        rules={[{ required: true, whitespace: true, message: t('required') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="reservedUntil" label={t('reserve.until')} extra={t('reserve.untilHint')}>
        <DateField />
      </Form.Item>
    </FormDrawer>
  )
}

/** Records who owns a space. */
export function SellForm({ space, close }: KeepFormProps) {
  const t = useSpaceTexts()
  const { message } = App.useApp()
  const required = [{ required: true, message: t('required') }]
  return (
    <FormDrawer<{ owner: Choice; fromOn: string }, SpaceDetail>
      open
      onClose={close}
      title={t('sell.title', { space: space.label })}
      intro={t('sell.intro')}
      submitText={t('sell.submit')}
      submit={({ owner, fromOn }, idempotencyKey) =>
        call(registry.sellSpace, {
          params: { spaceId: space.id },
          body: { ownerId: owner.value, fromOn },
          idempotencyKey,
        })
      }
      onDone={changed => {
        renewSpaces(changed)
        close()
        void message.success(t('sell.done', { name: changed.ownerName ?? '' }))
      }}
    >
      <Form.Item name="owner" label={t('field.owner')} rules={required}>
        <FindOne name="people" find={findPeople} placeholder={t('let.findPerson')} />
      </Form.Item>
      <Form.Item name="fromOn" label={t('field.from')} rules={required}>
        <DateField />
      </Form.Item>
    </FormDrawer>
  )
}
