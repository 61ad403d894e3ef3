import { billing } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { CommunityField } from '../../shell/form/CommunityField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { DateField } from '../DateField.tsx'
import { ItemsField } from '../items/ItemsField.tsx'
import { type BatchDetail, formatsQuery, type Preview, renewDebits } from './debits.ts'
import { PreviewTables } from './PreviewTables.tsx'
import { useDebitTexts } from './texts.ts'

interface Choice {
  communityId?: string
  debitOn: string
  dueUntil: string
  itemIds?: string[]
  formatId: string
  withPenalty?: boolean
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

const CHOICES = ['communityId', 'debitOn', 'dueUntil', 'itemIds', 'formatId', 'withPenalty'] as const

const choiceOf = (chosen: Partial<Choice>) => JSON.stringify(CHOICES.map(name => chosen[name] ?? null))

function useWanted() {
  const community = useCommunity()
  return ({ communityId = '', debitOn, dueUntil, itemIds, formatId, withPenalty = false }: Choice) => ({
    ...{ communityId: community.id ?? communityId, debitOn, dueUntil, formatId, withPenalty },
    itemIds: itemIds?.length ? itemIds : null,
  })
}

/** Chooses what the bank is asked for, shows it, and makes the batch exactly as it was shown. */
export function MakeBatch({ open, close, done }: MakeBatchProps) {
  const t = useDebitTexts()
  const { message } = App.useApp()
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
        renewDebits()
        void message.success(t('make.done', { number: batch.number }))
        done(batch.id)
      }}
    >
      <CommunityField />
      <Day name="debitOn" />
      <Day name="dueUntil" />
      <ItemsField label={t('items')} all={t('items.all')} />
      <FormatField />
      <Form.Item name="withPenalty" valuePropName="checked" extra={t('withPenalty.hint')}>
        <Checkbox>{t('withPenalty')}</Checkbox>
      </Form.Item>
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
function LookField({ onLook }: { onLook: LookProps['onLook'] }) {
  const t = useDebitTexts()
  return (
    <Form.Item
      name="looked"
      dependencies={[...CHOICES]}
      rules={[
        ({ getFieldsValue }) => ({
          validator: (_, looked?: Looked) => {
            if (!looked || looked.choice !== choiceOf(getFieldsValue([...CHOICES])))
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
  /** What is shown now; undefined: nothing, or what was chosen has changed since. */
  onLook: (preview: Preview | undefined) => void
}

function Look({ id, value, onChange, onLook }: LookProps) {
  const t = useDebitTexts()
  const wantedOf = useWanted()
  const form = Form.useFormInstance<Values>()
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const chosen = await form.validateFields([...CHOICES])
      return {
        choice: choiceOf(chosen),
        preview: await call(billing.previewDebits, { body: wantedOf(chosen) }),
      }
    },
    onSuccess: looked => onChange?.(looked),
  })
  const chosen = Form.useWatch((values: Partial<Values>) => choiceOf(values), form)
  const fresh = value?.choice === chosen ? value?.preview : undefined
  // The button names the sum: the one of these tables, or none.
  useEffect(() => onLook(fresh), [fresh, onLook])
  // What a field lacks stands at the field already.
  const failure = error && 'errorFields' in error ? null : error
  return (
    <div id={id}>
      <Button onClick={() => mutate()} loading={isPending} block>
        {value ? t('look.again') : t('look')}
      </Button>
      <FailureAlert error={failure} />
      {fresh ? <PreviewTables preview={fresh} /> : null}
    </div>
  )
}
