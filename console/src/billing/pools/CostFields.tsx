import { Form, Input, Radio } from 'antd'
import { findParents } from '../../metering/meter.ts'
import { FindMany } from '../../registry/vehicles/FindSelect.tsx'
import { parseYuan } from '../cashier/yuan.ts'
import type { PoolValues } from './PoolForm.tsx'
import { usePoolTexts } from './texts.ts'

const QUANTITY = /^(?=.*[1-9])\d{1,12}(\.\d{1,8})?$/
const PRICE = /^(?=.*[1-9])\d{1,8}(\.\d{1,4})?$/

/** What a shared cost is: an amount, a usage at a price, or what meters counted at a price. */
export function CostFields({ communityId }: { communityId: string }) {
  const t = usePoolTexts()
  const by = Form.useWatch('by', Form.useFormInstance<PoolValues>()) ?? 'amount'
  return (
    <>
      <Form.Item name="by" label={t('cost')} required>
        <Radio.Group
          optionType="button"
          options={(['amount', 'quantity', 'meters'] as const).map(value => ({ value, label: t(`cost.${value}`) }))}
        />
      </Form.Item>
      {by === 'amount' ? <Amount /> : null}
      {by === 'meters' ? (
        <Form.Item
          name="meters"
          label={t('meters')}
          extra={t('metersHint')}
          rules={[{ required: true, type: 'array', min: 1, message: t('metersMissing') }]}
        >
          <FindMany
            name={`meters ${communityId}`}
            find={findParents(communityId, undefined)}
            placeholder={t('findMeter')}
          />
        </Form.Item>
      ) : null}
      {by === 'quantity' ? (
        <Form.Item
          name="quantity"
          label={t('quantity')}
          rules={[{ required: true, pattern: QUANTITY, message: t('quantityWrong') }]}
        >
          <Input inputMode="decimal" autoComplete="off" className="c-price" />
        </Form.Item>
      ) : null}
      {by === 'amount' ? null : <Price />}
    </>
  )
}

function Amount() {
  const t = usePoolTexts()
  return (
    <Form.Item
      name="total"
      label={t('amount')}
      required
      rules={[
        {
          validator: async (_, text: string | undefined) => {
            if ((parseYuan(text ?? '') ?? 0) <= 0) throw new Error(t('amountWrong'))
          },
        },
      ]}
    >
      <Input inputMode="decimal" autoComplete="off" className="c-price" prefix="¥" />
    </Form.Item>
  )
}

function Price() {
  const t = usePoolTexts()
  return (
    <div className="c-form__pair">
      <Form.Item
        name="unitPrice"
        label={t('unitPrice')}
        rules={[{ required: true, pattern: PRICE, message: t('priceWrong') }]}
      >
        <Input inputMode="decimal" autoComplete="off" className="c-price" />
      </Form.Item>
      <Form.Item
        name="unit"
        label={t('unit')}
        rules={[{ required: true, whitespace: true, message: t('unitMissing') }]}
      >
        <Input maxLength={10} autoComplete="off" placeholder={t('unitPlaceholder')} />
      </Form.Item>
    </div>
  )
}
