import { registry, type WireRequestOf } from '@anju/contract'
import { App, Form, Input } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { type Community, useCommunity } from '../../community.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { renewPlaces } from './places.ts'
import { usePlaceTexts } from './texts.ts'

type Values = Omit<WireRequestOf<typeof registry.createCommunity>['body'], 'id'>

const CODE = /^[A-Z0-9]{2,12}$/

/** Opens a community and goes into it. */
export function NewCommunityDrawer({ open, close }: { open: boolean; close: () => void }) {
  const t = usePlaceTexts()
  const { message } = App.useApp()
  const { choose } = useCommunity()
  const id = useRef(newId())
  const done = async (made: Community) => {
    id.current = newId()
    await renewPlaces()
    close()
    choose(made.id)
    void message.success(t('community.done', { name: made.name }))
  }
  return (
    <FormDrawer<Values, Community>
      open={open}
      onClose={close}
      title={t('community.title')}
      intro={t('community.intro')}
      initialValues={{ address: '' }}
      submitText={t('community.submit')}
      draft="new-community"
      submit={(values, idempotencyKey) =>
        call(registry.createCommunity, {
          body: { id: id.current, name: values.name, code: values.code, address: values.address ?? '' },
          idempotencyKey,
        })
      }
      refusedAt={{ 'registry.community_code_taken': 'code' }}
      onDone={made => void done(made)}
    >
      <Form.Item
        name="name"
        label={t('community.name')}
        rules={[{ required: true, whitespace: true, message: t('community.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="code"
        label={t('community.code')}
        extra={t('community.codeHint')}
        normalize={(code: string) => code.toUpperCase().trim()}
        rules={[
          { required: true, message: t('community.codeMissing') },
          { pattern: CODE, message: t('community.codeWrong') },
        ]}
      >
        <Input maxLength={12} autoComplete="off" style={{ width: 200 }} />
      </Form.Item>
      <Form.Item name="address" label={t('community.address')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  )
}
