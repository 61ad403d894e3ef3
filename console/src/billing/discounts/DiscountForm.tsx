import { billing } from '@anju/contract'
import { comma } from '@anju/ui'
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import { Minus, Plus } from 'lucide-react'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { CommunityField } from '../../shell/form/CommunityField.tsx'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import { ItemsField } from '../items/ItemsField.tsx'
import { useItems } from '../items/useItems.ts'
import { DISCOUNT_KINDS, type Discount } from './discount.ts'
import { useDiscountTexts } from './texts.ts'

interface Values {
  communityId: string
  name: string
  kind: Discount['kind']
  itemIds?: string[]
  versions: { effectiveFrom: string; percent: string; capYuan?: string | null }[]
  maxMonths?: number | null
  minMonths?: number | null
  untilOn?: string | null
  needsEvidence?: boolean
  active?: boolean
}

interface DiscountFormProps {
  discount?: Discount
  open: boolean
  close: () => void
  done: (discount: Discount) => void
}

const REFUSED_AT = {
  'billing.discount_name_taken': 'name',
  'billing.discount_on_deposit': 'itemIds',
  'billing.discount_on_pool': 'itemIds',
  'billing.grant_overlaps': 'itemIds',
} as const

/** A new discount, or what of one may be changed. */
export function DiscountForm({ discount, open, close, done }: DiscountFormProps) {
  const t = useDiscountTexts()
  const community = useCommunity()
  const submit = ({ communityId, active, ...values }: Values, idempotencyKey: string, version: number) => {
    const { name, kind, itemIds, versions, maxMonths, minMonths, untilOn, needsEvidence } = values
    const body = {
      ...{ name, kind, itemIds: itemIds?.length ? itemIds : null, needsEvidence: needsEvidence ?? false },
      versions: versions.map(one => ({ ...one, capYuan: one.capYuan || null })),
      maxMonths: kind === 'prepay' ? null : (maxMonths ?? null),
      minMonths: kind === 'prepay' ? (minMonths ?? null) : null,
      untilOn: kind === 'prepay' ? (untilOn ?? null) : null,
    }
    return discount
      ? call(billing.editDiscount, {
          params: { discountId: discount.id },
          body: { ...body, active, version },
          idempotencyKey,
        })
      : call(billing.createDiscount, {
          body: { ...body, id: idempotencyKey, communityId: community.id ?? communityId },
          idempotencyKey,
        })
  }
  return (
    <FormDrawer<Values, Discount>
      open={open}
      onClose={close}
      title={discount ? t('editTitle', { name: discount.name }) : t('create')}
      initialValues={
        discount
          ? { ...discount, itemIds: discount.itemIds ?? [] }
          : { kind: 'vacant', versions: [{ percent: '70' }] as never, maxMonths: 12 }
      }
      submitText={discount ? undefined : t('create')}
      submit={submit}
      conflicts={useDiscountConflicts(discount)}
      refusedAt={REFUSED_AT}
      onDone={done}
    >
      {discount ? null : <CommunityField />}
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" placeholder={t('namePlaceholder')} />
      </Form.Item>
      <Form.Item name="kind" label={t('kind')} required>
        <Select options={DISCOUNT_KINDS.map(value => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      <ItemsField
        label={t('items')}
        all={t('everyItem')}
        extra={t('itemsHint')}
        only={item => item.treatment !== 'deposit'}
      />
      <Versions />
      <MonthsFields />
      <Form.Item name="needsEvidence" label={t('needsEvidence')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {discount ? (
        <Form.Item name="active" label={t('active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      ) : null}
    </FormDrawer>
  )
}

function useDiscountConflicts(discount: Discount | undefined) {
  const t = useDiscountTexts()
  const { data: items = [] } = useItems()
  return conflictsOf<Discount, Values>(discount, {
    read: async () => {
      const query = { communityId: discount?.communityId, limit: 200 }
      return (await call(billing.listDiscounts, { query })).items.find(one => one.id === discount?.id)
    },
    values: ({ name, kind, itemIds, versions, maxMonths, minMonths, untilOn, needsEvidence, active }) => {
      return { name, kind, itemIds: itemIds ?? [], versions, maxMonths, minMonths, untilOn, needsEvidence, active }
    },
    labels: {
      ...{ name: t('name'), kind: t('kind'), itemIds: t('items'), versions: t('percent'), maxMonths: t('maxMonths') },
      ...{ minMonths: t('minMonths'), untilOn: t('untilOn'), needsEvidence: t('needsEvidence'), active: t('active') },
    },
    show: (field, value) => {
      if (field === 'kind') return t(`kind.${value as Discount['kind']}`)
      if (field === 'versions')
        return (value as Values['versions']).map(one => `${one.effectiveFrom} ${one.percent}%`).join(comma())
      if (field !== 'itemIds') return undefined
      const names = (value as string[]).map(id => items.find(item => item.id === id)?.name ?? '…')
      return names.length > 0 ? names.join(comma()) : t('everyItem')
    },
  })
}

function MonthsFields() {
  const t = useDiscountTexts()
  const kind = Form.useWatch('kind', Form.useFormInstance<Values>())
  if (kind === 'prepay') {
    return (
      <div className="c-form__pair">
        <Form.Item
          name="minMonths"
          label={t('minMonths')}
          extra={t('minMonthsHint')}
          rules={[{ required: true, message: t('minMonthsMissing') }]}
        >
          <InputNumber min={1} max={120} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="untilOn" label={t('untilOn')} extra={t('untilOnHint')}>
          <DateField />
        </Form.Item>
      </div>
    )
  }
  return (
    <Form.Item name="maxMonths" label={t('maxMonths')} extra={t('maxMonthsHint')}>
      <InputNumber min={1} max={120} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  )
}

function Versions() {
  const t = useDiscountTexts()
  return (
    <Form.List name="versions">
      {(fields, { add, remove }) => (
        <div className="c-steps">
          {fields.map(({ key, name }) => (
            <div key={key} className="c-steps__row c-steps__row--three">
              <Form.Item
                name={[name, 'effectiveFrom']}
                label={t('from')}
                rules={[{ required: true, message: t('fromMissing') }]}
                validateTrigger="onChange"
              >
                <DateField />
              </Form.Item>
              <Form.Item
                name={[name, 'percent']}
                label={t('percent')}
                tooltip={t('percentHint')}
                rules={[{ required: true, pattern: /^(100|\d{1,2})(\.\d{1,4})?$/, message: t('percentWrong') }]}
              >
                <Input inputMode="decimal" autoComplete="off" className="c-price" suffix="%" />
              </Form.Item>
              <Form.Item
                name={[name, 'capYuan']}
                label={t('cap')}
                rules={[{ pattern: /^\d{1,8}(\.\d{1,2})?$/, message: t('capWrong') }]}
              >
                <Input inputMode="decimal" autoComplete="off" className="c-price" prefix="¥" />
              </Form.Item>
              <Button
                icon={<Minus size={14} aria-hidden />}
                aria-label={t('removeVersion')}
                disabled={fields.length <= 1}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Button icon={<Plus size={14} aria-hidden />} onClick={() => add({})}>
            {t('addVersion')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
