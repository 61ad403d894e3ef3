import { ApiError, billing, type WireRequestOf } from '@anju/contract'
import { comma } from '@anju/ui'
import { Checkbox, Form, Input, InputNumber, Select, Switch } from 'antd'
import { call } from '../../api.ts'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { CATEGORIES, type Item, TREATMENTS } from './item.ts'
import { useItemTexts } from './texts.ts'

type Values = Omit<WireRequestOf<typeof billing.editItem>['body'], 'version' | 'refundable'> & {
  treatment: Item['treatment']
}

interface ItemFormProps {
  item?: Item
  open: boolean
  close: () => void
  done: (item: Item) => void
}

/** A new charge item, or what of one may be changed. */
export function ItemForm({ item, open, close, done }: ItemFormProps) {
  const t = useItemTexts()
  const submit = ({ active, ...words }: Values, idempotencyKey: string, version: number) => {
    const facts = { ...words, refundable: words.treatment === 'deposit' }
    return item
      ? call(billing.editItem, {
          params: { itemId: item.id },
          body: { ...facts, active, version },
          idempotencyKey,
        }).catch((error: unknown) => {
          throw atField(error)
        })
      : call(billing.createItem, { body: { ...facts, id: idempotencyKey }, idempotencyKey })
  }
  return (
    <FormDrawer<Values, Item>
      open={open}
      onClose={close}
      title={item ? t('editTitle', { name: item.name }) : t('create')}
      initialValues={
        item ?? { category: 'other', priority: 100, collectedBy: ['counter', 'online', 'bank'], treatment: 'revenue' }
      }
      submitText={item ? undefined : t('create')}
      submit={submit}
      conflicts={useItemConflicts(item)}
      refusedAt={{ 'billing.item_name_taken': 'name' }}
      onDone={done}
    >
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" placeholder={t('namePlaceholder')} />
      </Form.Item>
      <div className="c-form__pair">
        <Form.Item name="category" label={t('category')} required>
          <Select options={CATEGORIES.map(value => ({ value, label: t(`category.${value}`) }))} />
        </Form.Item>
        <Form.Item name="priority" label={t('priority')} required extra={t('priorityHint')}>
          <InputNumber min={1} max={999} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item
        name="collectedBy"
        label={t('collectedBy')}
        rules={[{ required: true, type: 'array', min: 1, message: t('collectedByMissing') }]}
      >
        <Checkbox.Group
          options={(['counter', 'online', 'bank'] as const).map(value => ({ value, label: t(`by.${value}`) }))}
        />
      </Form.Item>
      <TreatmentField />
      {item ? (
        <Form.Item name="active" label={t('active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      ) : null}
    </FormDrawer>
  )
}

function useItemConflicts(item: Item | undefined) {
  const t = useItemTexts()
  return conflictsOf<Item, Values>(item, {
    read: async () => (await call(billing.listItems, { query: { limit: 200 } })).items.find(one => one.id === item?.id),
    values: ({ name, category, priority, collectedBy, treatment, active }) => {
      return { name, category, priority, collectedBy, treatment, active }
    },
    labels: {
      ...{ name: t('name'), category: t('category'), priority: t('priority'), collectedBy: t('collectedBy') },
      ...{ treatment: t('treatment'), active: t('active') },
    },
    show: (field, value) => {
      if (field === 'category') return t(`category.${value as Item['category']}`)
      if (field === 'treatment') return t(`treatment.${value as Item['treatment']}`)
      if (field !== 'collectedBy') return undefined
      return (value as Item['collectedBy']).map(one => t(`by.${one}`)).join(comma())
    },
  })
}

/** The refusal billing.item_billed at the field that it is about; any other failure as it is. */
function atField(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.code !== 'billing.item_billed') return error
  const { status, code, params, requestId } = error
  const errors = [{ path: String(params.field), code: 'billed', message: code }]
  return new ApiError(status, { code, params, errors }, requestId)
}

/** What the money is: where its bills are posted. */
function TreatmentField() {
  const t = useItemTexts()
  const treatment = Form.useWatch('treatment', Form.useFormInstance<Values>()) ?? 'revenue'
  return (
    <Form.Item name="treatment" label={t('treatment')} extra={t(`treatmentHint.${treatment}`)} required>
      <Select options={TREATMENTS.map(value => ({ value, label: t(`treatment.${value}`) }))} />
    </Form.Item>
  )
}
