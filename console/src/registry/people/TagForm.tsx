import { registry } from '@anju/contract'
import { Form, Input, Radio } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { COLOURS, renewPeople, type TagRow } from './people.ts'
import { usePersonTexts } from './person-texts.ts'
import '../registry.css'
import './people.css'

interface TagValues {
  name: string
  colour: TagRow['colour']
}

/** A tag: made, or changed. */
export function TagForm({ tag, close }: { tag: TagRow | undefined; close: () => void }) {
  const t = usePersonTexts()
  const id = useRef(newId())
  const submit = (values: TagValues, idempotencyKey: string, version: number) =>
    tag
      ? call(registry.editTag, { params: { tagId: tag.id }, body: { ...values, version }, idempotencyKey })
      : call(registry.createTag, { body: { ...values, id: id.current }, idempotencyKey })
  const conflicts = conflictsOf<TagRow, TagValues>(tag, {
    read: async () => (await call(registry.listTags)).items.find(one => one.id === tag?.id),
    values: ({ name, colour }) => ({ name, colour }),
    labels: { name: t('tag.name'), colour: t('tag.colour') },
    show: (field, value) => (field === 'colour' ? t(`colour.${value as TagRow['colour']}`) : undefined),
  })
  return (
    <FormDrawer<TagValues, TagRow>
      open
      onClose={close}
      title={tag ? t('tag.edit') : t('tag.create')}
      initialValues={{ name: tag?.name ?? '', colour: tag?.colour ?? 'blue' }}
      submit={submit}
      conflicts={conflicts}
      refusedAt={{ 'registry.tag_name_taken': 'name' }}
      onDone={() => {
        void renewPeople()
        close()
      }}
    >
      <Form.Item
        name="name"
        label={t('tag.name')}
        rules={[{ required: true, whitespace: true, message: t('tag.nameMissing') }]}
      >
        <Input maxLength={20} autoComplete="off" />
      </Form.Item>
      <Form.Item name="colour" label={t('tag.colour')}>
        <Radio.Group optionType="button" options={COLOURS.map(value => ({ value, label: t(`colour.${value}`) }))} />
      </Form.Item>
    </FormDrawer>
  )
}
