import { billing } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { Form, Input, Select } from 'antd'
import { call } from '../../api.ts'
import { conflictsOf } from '../../shell/form/conflicts-of.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { parseYuan } from '../cashier/yuan.ts'
import { MonthField } from '../DateField.tsx'
import type { Item } from '../items/item.ts'
import type { Purchase } from './purchase.ts'
import { usePurchaseTexts } from './texts.ts'
import '../rules/rules.css'

interface Values {
  itemId: string
  month: string
  supplier: string
  reference: string
  amount: string
  note?: string
}

interface PurchaseFormProps {
  /** The one to change; a new one without. */
  purchase?: Purchase
  community: { id: string; name: string }
  /** What is taxed on its margin. */
  items: readonly Item[]
  month: string
  open: boolean
  close: () => void
  done: (purchase: Purchase) => void
}

/** An amount that may be negative: the supplier took some back. */
function signedFen(text: string): number | null {
  const plain = text.normalize('NFKC').trim().replace('−', '-')
  const fen = parseYuan(plain.replace(/^-/, ''))
  return fen === null || fen === 0 ? null : plain.startsWith('-') ? -fen : fen
}

const valuesOf = ({ itemId, month, supplier, reference, amountFen, note }: Purchase): Values => ({
  ...{ itemId, month, supplier, reference, note },
  amount: formatFen(amountFen).replaceAll(',', '').replace('−', '-'),
})

/** Enters an invoice of a supplier, or corrects one. */
export function PurchaseForm({ purchase, community, items, month, open, close, done }: PurchaseFormProps) {
  const t = usePurchaseTexts()
  const submit = ({ itemId, amount, note = '', ...values }: Values, idempotencyKey: string, version: number) => {
    const facts = { ...values, note, amountFen: signedFen(amount) ?? 0 }
    return purchase
      ? call(billing.editPurchase, {
          ...{ params: { purchaseId: purchase.id }, body: { ...facts, version }, idempotencyKey },
        })
      : call(billing.addPurchase, {
          ...{ body: { ...facts, id: idempotencyKey, communityId: community.id, itemId }, idempotencyKey },
        })
  }
  return (
    <FormDrawer<Values, Purchase>
      open={open}
      onClose={close}
      title={`${community.name} · ${t(purchase ? 'edit' : 'create')}`}
      intro={t('intro')}
      submitText={purchase ? undefined : t('create')}
      initialValues={purchase ? valuesOf(purchase) : { month, itemId: items[0]?.id }}
      submit={submit}
      conflicts={conflictsOf<Purchase, Values>(purchase, {
        read: () => call(billing.readPurchase, { params: { purchaseId: purchase?.id ?? '' } }),
        values: valuesOf,
        labels: {
          month: t('month'),
          supplier: t('supplier'),
          reference: t('reference'),
          amount: t('amount'),
          note: t('note'),
        },
      })}
      refusedAt={{ 'billing.purchase_taken': 'reference', 'ledger.month_closed': 'month' }}
      onDone={done}
    >
      <ChargeFields purchase={purchase} items={items} />
      <InvoiceFields />
    </FormDrawer>
  )
}

/** Of what, and of which month. */
function ChargeFields({ purchase, items }: Pick<PurchaseFormProps, 'purchase' | 'items'>) {
  const t = usePurchaseTexts()
  return (
    <div className="c-form__pair">
      <Form.Item name="itemId" label={t('item')} rules={[{ required: true, message: t('itemMissing') }]}>
        <Select
          disabled={purchase !== undefined}
          options={
            purchase
              ? [{ value: purchase.itemId, label: purchase.itemName }]
              : items.map(item => ({ value: item.id, label: item.name }))
          }
        />
      </Form.Item>
      <Form.Item
        name="month"
        label={t('month')}
        rules={[{ required: true, message: t('monthMissing') }]}
        validateTrigger="onChange"
      >
        <MonthField />
      </Form.Item>
    </div>
  )
}

/** What the invoice says. */
function InvoiceFields() {
  const t = usePurchaseTexts()
  return (
    <>
      <Form.Item
        name="supplier"
        label={t('supplier')}
        rules={[{ required: true, whitespace: true, message: t('supplierMissing') }]}
      >
        <Input maxLength={100} placeholder={t('supplierPlaceholder')} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="reference"
        label={t('reference')}
        rules={[{ required: true, whitespace: true, message: t('referenceMissing') }]}
      >
        <Input maxLength={50} autoComplete="off" className="c-price" />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('amount')}
        required
        rules={[
          {
            validator: async (_, text: string | undefined) => {
              if (signedFen(text ?? '') === null) throw new Error(t('amountWrong'))
            },
          },
        ]}
      >
        <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={16} />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </>
  )
}
