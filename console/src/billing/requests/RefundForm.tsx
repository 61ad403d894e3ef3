import { billing } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { App, Button, Form, Input } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { noPhotos, type Photos } from '../../service-desk/PhotoField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { parseYuan } from '../cashier/yuan.ts'
import { cycleMonth } from './cycle-month.ts'
import { PayeeFields, type PayeeValues, payeeOf } from './PayeeFields.tsx'
import { type Refundable, renewRequests } from './requests.ts'
import { useRequestTexts } from './texts.ts'
import { Evidence } from './WaiverForm.tsx'
import './requests.css'

interface Values extends PayeeValues {
  amounts?: Record<string, string>
  prepaid?: string
  photos?: Photos
}

/** Asks to give back lines of a payment, and what was paid ahead with it. */
export function RefundForm({ of, close }: { of: Refundable; close: () => void }) {
  const t = useRequestTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  return (
    <FormDrawer<Values, unknown>
      open
      onClose={close}
      title={t('refund.title', { number: of.receiptNumber })}
      intro={t('refund.intro')}
      submitText={t('deposit.submit')}
      initialValues={{ method: of.method, payeeName: of.payerName, photos: noPhotos }}
      submit={(values, idempotencyKey) =>
        call(billing.askRefund, {
          body: {
            ...{ id: id.current, paymentId: of.paymentId, ...payeeOf(values) },
            ...{ lines: linesOf(values), prepaidFen: parseYuan(values.prepaid ?? '') ?? 0 },
            photoIds: (values.photos ?? noPhotos).ids,
          },
          idempotencyKey,
        })
      }
      onDone={() => {
        id.current = newId()
        renewRequests()
        void message.success(t('refund.done'))
        close()
      }}
    >
      <Amounts of={of} />
      <PayeeFields original={of.method} />
      <Evidence />
    </FormDrawer>
  )
}

function linesOf({ amounts = {} }: Values) {
  return Object.entries(amounts).flatMap(([lineId, text]) => {
    const amountFen = parseYuan(text ?? '') ?? 0
    return amountFen > 0 ? [{ lineId, amountFen }] : []
  })
}

/** Every amount at its most. */
export function wholeOf(of: Pick<Refundable, 'lines' | 'prepaidFen'>): Pick<Values, 'amounts' | 'prepaid'> {
  const most = (fen: number) => (fen > 0 ? formatFen(fen).replaceAll(',', '') : '')
  return {
    amounts: Object.fromEntries(of.lines.map(line => [line.lineId, most(line.leftFen)])),
    prepaid: most(of.prepaidFen),
  }
}

function Amounts({ of }: { of: Refundable }) {
  const t = useRequestTexts()
  const form = Form.useFormInstance<Values>()
  const fill = () => {
    form.setFieldsValue(wholeOf(of))
    form.setFields([{ name: 'sum' as never, errors: [] }])
  }
  return (
    <>
      <Button size="small" onClick={fill}>
        {t('refund.whole')}
      </Button>
      <table className="rq-parts" aria-label={t('refund.lines')}>
        <thead>
          <tr>
            <th scope="col">{t('refund.lines')}</th>
            <th scope="col">{t('amount')}</th>
          </tr>
        </thead>
        <tbody>
          {of.lines.map(line => {
            const name = t('refund.line', { item: line.itemName, period: cycleMonth(line.periodFrom) })
            return <Row key={line.lineId} name={['amounts', line.lineId]} label={name} mostFen={line.leftFen} />
          })}
          {of.prepaidFen > 0 ? <Row name={['prepaid']} label={t('refund.prepaid')} mostFen={of.prepaidFen} /> : null}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('waiver.sum')}</th>
            <td>
              <Form.Item noStyle shouldUpdate>
                {({ getFieldsValue }) => <MoneyText fen={sumOf(getFieldsValue(true) as Values)} strong sign />}
              </Form.Item>
            </td>
          </tr>
        </tfoot>
      </table>
      <Form.Item
        name="sum"
        className="rq-sum"
        rules={[
          ({ getFieldsValue }) => ({
            validator: () =>
              sumOf(getFieldsValue(true) as Values) > 0
                ? Promise.resolve()
                : Promise.reject(new Error(t('refund.nothing'))),
          }),
        ]}
      >
        <span />
      </Form.Item>
    </>
  )
}

function sumOf(values: Values): number {
  return linesOf(values).reduce((sum, line) => sum + line.amountFen, parseYuan(values.prepaid ?? '') ?? 0)
}

function Row({ name, label, mostFen }: { name: string[]; label: string; mostFen: number }) {
  const t = useRequestTexts()
  return (
    <tr>
      <th scope="row">
        {label}
        <span className="rq-most">{t('refund.most', { amount: formatFen(mostFen) })}</span>
      </th>
      <td>
        <Form.Item
          name={name}
          rules={[
            {
              validator: (_, text: string | undefined) => {
                const fen = text ? parseYuan(text) : 0
                if (fen === null) return Promise.reject(new Error(t('yuanWrong')))
                return fen > mostFen ? Promise.reject(new Error(t('refund.tooMuch'))) : Promise.resolve()
              },
            },
          ]}
        >
          <Input inputMode="decimal" autoComplete="off" aria-label={label} disabled={mostFen <= 0} placeholder="0.00" />
        </Form.Item>
      </td>
    </tr>
  )
}
