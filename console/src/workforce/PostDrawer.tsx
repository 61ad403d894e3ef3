import { workforce } from '@anju/contract'
import { App, Form, Input, InputNumber, Select, Switch } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { conflictsOf } from '../shell/form/conflicts-of.ts'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { useWorkforceTexts } from './texts.ts'
import { CERTIFICATE_KINDS, type Post, renewWorkforce } from './workforce.ts'

interface Values {
  code: string
  name: string
  certificateKind: Post['certificateKind'] | undefined
  position: number
  active: boolean
}

/** Adds a post, or edits one. */
export function PostDrawer({ post, open, close }: { post: Post | undefined; open: boolean; close: () => void }) {
  const t = useWorkforceTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const submit = ({ code, ...values }: Values, idempotencyKey: string, version: number) => {
    const body = { ...values, certificateKind: values.certificateKind ?? null }
    return post
      ? call(workforce.editPost, {
          params: { postId: post.id },
          body: { ...body, version },
          idempotencyKey,
        })
      : call(workforce.createPost, { body: { ...body, code, id: id.current }, idempotencyKey })
  }
  const conflicts = conflictsOf<Post, Values>(post, {
    read: async () => (await call(workforce.listPosts)).items.find(one => one.id === post?.id),
    values: ({ name, certificateKind, position, active }) => ({ name, certificateKind, position, active }),
    labels: {
      ...{ name: t('post.name'), certificateKind: t('post.certificate'), position: t('team.position') },
      active: t('post.active'),
    },
    show: (field, value) =>
      field === 'certificateKind' && value ? t(`kindOf.${value as (typeof CERTIFICATE_KINDS)[number]}`) : undefined,
  })
  const done = async (saved: Post) => {
    id.current = newId()
    await renewWorkforce()
    close()
    void message.success(t('post.saved', { name: saved.name }))
  }
  return (
    <FormDrawer<Values, Post>
      open={open}
      onClose={close}
      title={t(post ? 'editPost' : 'newPost')}
      initialValues={post ?? { position: 100, active: true }}
      submit={submit}
      conflicts={conflicts}
      refusedAt={{ 'workforce.post_code_taken': 'code' }}
      onDone={saved => void done(saved)}
    >
      <Form.Item
        name="name"
        label={t('post.name')}
        rules={[{ required: true, whitespace: true, message: t('post.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="code"
        label={t('post.code')}
        extra={t('post.codeHint')}
        rules={[{ required: true, pattern: /^[a-z0-9-]{2,30}$/, message: t('post.codeWrong') }]}
      >
        <Input maxLength={30} autoComplete="off" disabled={post !== undefined} />
      </Form.Item>
      <Form.Item name="certificateKind" label={t('post.certificate')} extra={t('post.certificateHint')}>
        <Select allowClear options={CERTIFICATE_KINDS.map(value => ({ value, label: t(`kindOf.${value}`) }))} />
      </Form.Item>
      <Form.Item name="position" label={t('team.position')}>
        <InputNumber min={0} max={9999} precision={0} />
      </Form.Item>
      {post ? (
        <Form.Item name="active" label={t('post.active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      ) : null}
    </FormDrawer>
  )
}
