import { residents, type WireResponseOf } from '@anju/contract'
import { App, Form, Input, Radio } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { KINDS, renewPersonalData } from './data-requests.ts'
import { type Choice, PersonSelect } from './PersonSelect.tsx'
import { usePersonalDataTexts } from './personal-data-texts.ts'

type Made = WireResponseOf<typeof residents.makeDataRequest>

interface Values {
  personId?: Choice
  kind: (typeof KINDS)[number]
  content?: string
  identityCheck?: string
}

/** Records what a person asks at the counter, and how they proved who they are. */
export function RequestDrawer({ open, close }: { open: boolean; close: () => void }) {
  const t = usePersonalDataTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const done = ({ dueOn }: Made) => {
    id.current = newId()
    renewPersonalData()
    void message.success(t('new.done', { dueOn }))
    close()
  }
  const submit = ({ personId, kind, content = '', identityCheck = '' }: Values, idempotencyKey: string) =>
    call(residents.makeDataRequest, {
      body: { id: id.current, personId: personId?.value ?? '', kind, content, identityCheck },
      idempotencyKey,
    })
  const required = (message: string) => [{ required: true, whitespace: true, message }]
  return (
    <FormDrawer<Values, Made>
      open={open}
      onClose={close}
      title={t('new.title')}
      intro={t('new.intro')}
      initialValues={{ kind: 'access' }}
      submitText={t('new.submit')}
      submit={submit}
      onDone={done}
    >
      <Form.Item name="personId" label={t('person')} rules={[{ required: true, message: t('person.missing') }]}>
        <PersonSelect />
      </Form.Item>
      <Form.Item name="kind" label={t('kind')}>
        <Radio.Group className="rs-choices" options={KINDS.map(value => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="content" label={t('content')} rules={required(t('content.missing'))} extra={t('content.hint')}>
        <Input.TextArea rows={3} maxLength={1000} showCount />
      </Form.Item>
      <Form.Item
        name="identityCheck"
        label={t('identityCheck')}
        rules={required(t('identity.missing'))}
        extra={t('identity.hint')}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  )
}
