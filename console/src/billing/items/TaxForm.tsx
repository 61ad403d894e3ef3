import { billing } from '@anju/contract'
import { Form, Input, Select } from 'antd'
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
  const submit = ({ effectiveFrom, legalEntityId, taxCode, ratePercent }: Values, idempotencyKey: string) =>
    call(billing.addItemTax, {
      params: { itemId: item.id },
      body: {
        ...{ id: idempotencyKey, effectiveFrom, ratePercent },
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
      submit={submit}
      refusedAt={{ 'billing.item_tax_taken': 'effectiveFrom' }}
      onDone={done}
    >
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
