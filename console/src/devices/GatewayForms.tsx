import { devices, type WireResponseOf } from '@anju/contract'
import { App, Form, Input } from 'antd'
import { useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { ReasonForm } from '../registry/vehicles/ReasonForm.tsx'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { CopyId } from '../shell/show/CopyId.tsx'
import { type Gateway, renewGateways } from './gateway.ts'
import { useDeviceTexts } from './texts.ts'
import '../identity/identity.css'

interface Names {
  name: string
  notes?: string
}
type WithKey = WireResponseOf<typeof devices.addGateway>

/** Registers a gateway of a community and shows its key, once. */
export function AddGateway({ community, close }: { community: { id: string; name: string }; close: () => void }) {
  const t = useDeviceTexts()
  const show = useKeyDialog()
  const id = useRef(newId())
  return (
    <FormDrawer<Names, WithKey>
      open
      onClose={close}
      title={t('gateways.new')}
      intro={t('gateways.newIntro', { community: community.name })}
      submitText={t('gateways.new')}
      submit={({ name, notes = '' }, idempotencyKey) =>
        call(devices.addGateway, { body: { id: id.current, communityId: community.id, name, notes }, idempotencyKey })
      }
      refusedAt={{ 'devices.name_taken': 'name' }}
      onDone={made => {
        close()
        show(made)
      }}
    >
      <NameFields />
    </FormDrawer>
  )
}

interface GatewayFormProps {
  gateway: Gateway
  close: () => void
}

/** Changes the name and the notes. */
export function EditGateway({ gateway, close }: GatewayFormProps) {
  const t = useDeviceTexts()
  const { message } = App.useApp()
  // As it was when the form was filled: the row behind is renewed while somebody types, and its version would hide their change.
  const [{ id: gatewayId, name, notes, version }] = useState(gateway)
  return (
    <FormDrawer<Names, Gateway>
      open
      onClose={close}
      title={t('edit.title', { name })}
      submitText={t('save')}
      initialValues={{ name, notes }}
      conflicts={{
        version,
        present: async () => {
          const now = await call(devices.readGateway, { params: { gatewayId } })
          return { version: now.version, values: { name: now.name, notes: now.notes } }
        },
        labels: { name: t('field.name'), notes: t('field.notes') },
      }}
      submit={(values, idempotencyKey, present) =>
        call(devices.editGateway, {
          params: { gatewayId },
          body: { name: values.name, notes: values.notes ?? '', version: present },
          idempotencyKey,
        })
      }
      refusedAt={{ 'devices.name_taken': 'name' }}
      onDone={() => {
        renewGateways()
        close()
        void message.success(t('edit.done'))
      }}
    >
      <NameFields />
    </FormDrawer>
  )
}

/** Gives a gateway a new key, shown once. */
export function RenewKey({ gateway, close }: GatewayFormProps) {
  const t = useDeviceTexts()
  const show = useKeyDialog()
  const { id: gatewayId, name, version } = gateway
  return (
    <ReasonForm<WithKey>
      open
      close={close}
      title={t('renew.title', { name })}
      text={t('renew.text')}
      submitText={t('renew')}
      submit={(reason, idempotencyKey) =>
        call(devices.renewGatewayKey, { params: { gatewayId }, body: { reason, version }, idempotencyKey })
      }
      onDone={show}
    />
  )
}

/** Closes a gateway for good. */
export function CloseGateway({ gateway, close }: GatewayFormProps) {
  const t = useDeviceTexts()
  const { message } = App.useApp()
  const { id: gatewayId, name, version } = gateway
  return (
    <ReasonForm<Gateway>
      open
      close={close}
      title={t('close.title', { name })}
      text={t('close.text')}
      submitText={t('close.title', { name })}
      submit={(reason, idempotencyKey) =>
        call(devices.closeGateway, { params: { gatewayId }, body: { reason, version }, idempotencyKey })
      }
      onDone={() => {
        renewGateways()
        void message.success(t('close.done', { name }))
      }}
    />
  )
}

function NameFields() {
  const t = useDeviceTexts()
  return (
    <>
      <Form.Item
        name="name"
        label={t('field.name')}
        rules={[{ required: true, whitespace: true, message: t('field.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="notes" label={t('field.notes')} extra={t('field.notesHelp')}>
        <Input.TextArea maxLength={2000} rows={3} />
      </Form.Item>
    </>
  )
}

function useKeyDialog() {
  const t = useDeviceTexts()
  const { modal } = App.useApp()
  return ({ gateway, key }: WithKey) => {
    renewGateways()
    modal.success({
      ...{ title: t('key.title', { name: gateway.name }), okText: t('key.understood'), width: 560 },
      content: <KeyFacts value={key} />,
    })
  }
}

function KeyFacts({ value }: { value: string }) {
  const t = useDeviceTexts()
  const address = `${window.location.origin}/api/v1${devices.sendMessages.path}`
  return (
    <div className="id-hand-over">
      <p className="id-quiet">{t('key.text')}</p>
      <dl className="c-facts">
        {(
          [
            ['key.label', value],
            ['key.address', address],
          ] as const
        ).map(([label, text]) => (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd className="id-copied">
              <code>{text}</code>
              <CopyId id={text} what={t(label)} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
