import { billing } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Form, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { DateField } from '../DateField.tsx'
import { useItems } from '../items/useItems.ts'
import { type BatchDetail, formatsQuery, type Preview, renewDebits } from './debits.ts'
import { PreviewTables } from './PreviewTables.tsx'
import { useDebitTexts } from './texts.ts'

interface Choice {
  communityId?: string
  debitOn: string
  dueUntil: string
  itemIds?: string[]
  formatId: string
}

/** What was looked at, and what for: anything chosen since makes it worthless. */
interface Looked {
  choice: string
  preview: Preview
}

interface Values extends Choice {
  looked?: Looked
}

interface MakeBatchProps {
  open: boolean
  close: () => void
  done: (batchId: string) => void
}

const CHOICES = ['communityId', 'debitOn', 'dueUntil', 'itemIds', 'formatId'] as const

function useWanted() {
  const community = useCommunity()
  return ({ communityId = '', debitOn, dueUntil, itemIds, formatId }: Choice) => ({
    ...{ communityId: community.id ?? communityId, debitOn, dueUntil, formatId },
    itemIds: itemIds?.length ? itemIds : null,
  })
}

/** Chooses what the bank is asked for, shows it, and makes the batch exactly as it was shown. */
export function MakeBatch({ open, close, done }: MakeBatchProps) {
  const t = useDebitTexts()
  const { message } = App.useApp()
  const community = useCommunity()
  const wantedOf = useWanted()
  const id = useRef(newId())
  const [preview, setPreview] = useState<Preview>()
  return (
    <FormDrawer<Values, BatchDetail>
      open={open}
      onClose={close}
      title={t('make')}
      intro={t('make.intro')}
      submitText={preview ? t('make.submit', { count: preview.count, sum: formatFen(preview.totalFen) }) : t('make')}
      submit={({ looked, ...choice }, idempotencyKey) => {
        const { count = 0, totalFen = 0 } = looked?.preview ?? {}
        const body = { id: id.current, ...wantedOf(choice), count, totalFen }
        return call(billing.makeDebitBatch, { body, idempotencyKey })
      }}
      onDone={batch => {
        id.current = newId()
        setPreview(undefined)
        renewDebits()
        void message.success(t('make.done', { number: batch.number }))
        done(batch.id)
      }}
    >
      {community.id === undefined ? (
        <Form.Item
          name="communityId"
          label={t('community')}
          rules={[{ required: true, message: t('communityMissing') }]}
        >
          <Select options={community.all.map(one => ({ value: one.id, label: one.name }))} />
        </Form.Item>
      ) : null}
      <Day name="debitOn" />
      <Day name="dueUntil" />
      <Items />
      <FormatField />
      <LookField onLook={setPreview} />
    </FormDrawer>
  )
}

function Day({ name }: { name: 'debitOn' | 'dueUntil' }) {
  const t = useDebitTexts()
  return (
    <Form.Item
      name={name}
      label={t(name)}
      extra={t(`${name}.hint`)}
      rules={[{ required: true, message: t('dayMissing') }]}
    >
      <DateField />
    </Form.Item>
  )
}

function Items() {
  const t = useDebitTexts()
  const { data: items = [] } = useItems()
  return (
    <Form.Item name="itemIds" label={t('items')}>
      <Select
        mode="multiple"
        placeholder={t('items.all')}
        options={items.map(item => ({ value: item.id, label: item.name }))}
        optionFilterProp="label"
      />
    </Form.Item>
  )
}

function FormatField() {
  const t = useDebitTexts()
  const form = Form.useFormInstance<Values>()
  const { data: formats = [] } = useQuery(formatsQuery)
  const [only] = formats
  // With one bank there is nothing to choose.
  useEffect(() => {
    if (only && formats.length === 1 && !form.getFieldValue('formatId')) form.setFieldsValue({ formatId: only.id })
  }, [form, formats.length, only])
  return (
    <Form.Item
      name="formatId"
      label={t('format')}
      extra={formats.length === 0 ? t('format.none') : undefined}
      rules={[{ required: true, message: t('format.missing') }]}
    >
      <Select options={formats.map(one => ({ value: one.id, label: one.name }))} />
    </Form.Item>
  )
}

/** Nothing is made that nobody has seen as it is. */
function LookField({ onLook }: { onLook: (preview: Preview) => void }) {
  const t = useDebitTexts()
  return (
    <Form.Item
      name="looked"
      dependencies={[...CHOICES]}
      rules={[
        ({ getFieldsValue }) => ({
          validator: (_, looked?: Looked) => {
            if (!looked || looked.choice !== JSON.stringify(getFieldsValue([...CHOICES])))
              return Promise.reject(new Error(t('make.lookFirst')))
            return looked.preview.count > 0 ? Promise.resolve() : Promise.reject(new Error(t('look.nothing')))
          },
        }),
      ]}
      validateTrigger="onSubmit"
    >
      <Look onLook={onLook} />
    </Form.Item>
  )
}

interface LookProps {
  id?: string
  value?: Looked
  onChange?: (looked: Looked) => void
  onLook: (preview: Preview) => void
}

function Look({ id, value, onChange, onLook }: LookProps) {
  const t = useDebitTexts()
  const wantedOf = useWanted()
  const form = Form.useFormInstance<Values>()
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const chosen = await form.validateFields([...CHOICES])
      return {
        choice: JSON.stringify(form.getFieldsValue([...CHOICES])),
        preview: await call(billing.previewDebits, { body: wantedOf(chosen) }),
      }
    },
    onSuccess: looked => {
      onChange?.(looked)
      onLook(looked.preview)
    },
  })
  // What a field lacks stands at the field already.
  const failure = error && 'errorFields' in error ? null : error
  return (
    <div id={id}>
      <Button onClick={() => mutate()} loading={isPending} block>
        {value ? t('look.again') : t('look')}
      </Button>
      <FailureAlert error={failure} />
      {value ? <PreviewTables preview={value.preview} /> : null}
    </div>
  )
}
