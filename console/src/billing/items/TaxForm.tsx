import { billing } from '@anju/contract'
import { Form, Input, Radio, Select } from 'antd'
import { call } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { DateField } from '../DateField.tsx'
import type { Item } from './item.ts'
import { useItemTexts } from './texts.ts'
import { useEntities } from './useEntities.ts'

interface Values {
  effectiveFrom: string
  legalEntityId?: string
  taxCode?: string
  ratePercent: string
  regime: 'full' | 'margin'
}

interface TaxFormProps {
  item: Item
  open: boolean
  close: () => void
  done: (item: Item) => void
}

/** A tax code and rate from a day on. */
export function TaxForm({ item, open, close, done }: TaxFormProps) {
  const t = useItemTexts()
  const { data } = useEntities()
  const submit = ({ effectiveFrom, legalEntityId, taxCode, ratePercent, regime }: Values, idempotencyKey: string) =>
    call(billing.addItemTax, {
      params: { itemId: item.id },
      body: {
        ...{ id: idempotencyKey, effectiveFrom, ratePercent, regime },
        ...{ legalEntityId: legalEntityId ?? null, taxCode: taxCode || null },
      },
      idempotencyKey,
    })
  return (
    <FormDrawer<Values, Item>
      open={open}
      onClose={close}
      title={t('addTaxTitle', { name: item.name })}
      intro={t('addTaxIntro')}
      initialValues={{ regime: 'full' }}
      submit={submit}
      refusedAt={{ 'billing.item_tax_taken': 'effectiveFrom', 'billing.margin_not_sale': 'regime' }}
      onDone={done}
    >
      <RegimeField />
      <Form.Item
        name="ratePercent"
        label={t('rate')}
        rules={[{ required: true, pattern: /^(100|\d{1,2})(\.\d{1,6})?$/, message: t('rateWrong') }]}
      >
        <Input inputMode="decimal" autoComplete="off" suffix="%" />
      </Form.Item>
      <Form.Item
        name="effectiveFrom"
        label={t('from')}
        rules={[{ required: true, message: t('fromMissing') }]}
        validateTrigger="onChange"
      >
        <DateField />
      </Form.Item>
      <Form.Item name="legalEntityId" label={t('entity')}>
        <Select
          allowClear
          placeholder={t('everyEntity')}
          options={(data?.items ?? []).map(one => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      <Form.Item name="taxCode" label={t('taxCode')} rules={[{ pattern: /^\d{1,19}$/, message: t('taxCodeWrong') }]}>
        <Input inputMode="numeric" autoComplete="off" maxLength={19} />
      </Form.Item>
    </FormDrawer>
  )
}

/** Of the whole amount, line by line, or of a month's margin. */
function RegimeField() {
  const t = useItemTexts()
  const regime = Form.useWatch('regime', Form.useFormInstance<Values>()) ?? 'full'
  return (
    <Form.Item name="regime" label={t('regime')} required extra={t(`regimeHint.${regime}`)}>
      <Radio.Group
        optionType="button"
        options={(['full', 'margin'] as const).map(value => ({ value, label: t(`regime.${value}`) }))}
      />
    </Form.Item>
  )
}
