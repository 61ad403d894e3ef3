import { billing } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { App, Form, Input } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { noPhotos, type Photos } from '../../service-desk/PhotoField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { parseYuan } from '../cashier/yuan.ts'
import { PayeeFields, type PayeeValues, payeeOf } from './PayeeFields.tsx'
import { renewRequests } from './requests.ts'
import { useRequestTexts } from './texts.ts'
import { Evidence } from './WaiverForm.tsx'

interface PurseProps {
  purseId: string
  balanceFen: number
  payeeName: string | undefined
  close: () => void
}

interface PurseValues extends PayeeValues {
  amount?: string
  photos?: Photos
}

/** Asks to give prepaid money back. */
export function PurseRefundForm({ purseId, balanceFen, payeeName, close }: PurseProps) {
  const t = useRequestTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  return (
    <FormDrawer<PurseValues, unknown>
      open
      onClose={close}
      title={t('purse.title')}
      intro={t('purse.intro', { amount: formatFen(balanceFen) })}
      submitText={t('deposit.submit')}
      initialValues={{ amount: plainYuan(balanceFen), method: 'transfer', payeeName }}
      submit={(values, idempotencyKey) =>
        call(billing.askPurseRefund, {
          params: { purseId },
          body: {
            ...{ id: id.current, amountFen: parseYuan(values.amount ?? '') ?? 0, ...payeeOf(values) },
            photoIds: (values.photos ?? noPhotos).ids,
          },
          idempotencyKey,
        })
      }
      onDone={() => {
        id.current = newId()
        renewRequests()
        void message.success(t('deposit.done'))
        close()
      }}
    >
      <AmountField name="amount" label={t('purse.amount')} mostFen={balanceFen} tooMuch={t('purse.tooMuch')} />
      <PayeeFields />
      <Evidence />
    </FormDrawer>
  )
}

interface AmountFieldProps {
  name: string
  label: string
  mostFen: number
  tooMuch: string
  extra?: string
  onType?: (text: string) => void
}

function AmountField({ name, label, mostFen, tooMuch, extra, onType }: AmountFieldProps) {
  const t = useRequestTexts()
  return (
    <Form.Item
      name={name}
      label={label}
      extra={extra}
      required
      rules={[
        {
          validator: (_, text: string | undefined) => {
            const fen = parseYuan(text ?? '')
            if (fen === null) return Promise.reject(new Error(t('yuanWrong')))
            return fen > mostFen ? Promise.reject(new Error(tooMuch)) : Promise.resolve()
          },
        },
      ]}
    >
      <Input
        inputMode="decimal"
        autoComplete="off"
        style={{ width: 180 }}
        onChange={event => onType?.(event.target.value)}
      />
    </Form.Item>
  )
}

/** What is kept and what is given back: the rest goes back unless somebody says otherwise. */
function DepositAmounts({ heldFen }: { heldFen: number }) {
  const t = useRequestTexts()
  const form = Form.useFormInstance<DepositValues>()
  const deductFen = parseYuan(Form.useWatch('deduct', form) ?? '') ?? 0
  const giveRest = (text: string) => {
    const restFen = heldFen - (parseYuan(text) ?? 0)
    if (restFen >= 0) form.setFieldValue('refund', plainYuan(restFen))
  }
  const tooMuch = t('deposit.tooMuch')
  return (
    <>
      <AmountField
        name="deduct"
        label={t('deposit.deduct')}
        mostFen={heldFen}
        tooMuch={tooMuch}
        extra={t('deposit.deduct.hint')}
        onType={giveRest}
      />
      <AmountField name="refund" label={t('deposit.refund')} mostFen={heldFen - deductFen} tooMuch={tooMuch} />
    </>
  )
}

const plainYuan = (fen: number) => formatFen(fen).replaceAll(',', '')

interface DepositProps {
  depositId: string
  heldFen: number
  payeeName: string | undefined
  close: () => void
}

interface DepositValues extends PayeeValues {
  deduct?: string
  refund?: string
  photos?: Photos
}

/** Asks to keep a part of a deposit and to give the rest back. */
export function DepositReturnForm({ depositId, heldFen, payeeName, close }: DepositProps) {
  const t = useRequestTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  return (
    <FormDrawer<DepositValues, unknown>
      open
      onClose={close}
      title={t('deposit.title')}
      intro={t('deposit.intro', { amount: formatFen(heldFen) })}
      submitText={t('deposit.submit')}
      initialValues={{ deduct: '0', refund: plainYuan(heldFen), method: 'transfer', payeeName }}
      submit={(values, idempotencyKey) =>
        call(billing.askDepositReturn, {
          params: { depositId },
          body: {
            ...{ id: id.current, deductFen: parseYuan(values.deduct ?? '') ?? 0, ...payeeOf(values) },
            ...{ refundFen: parseYuan(values.refund ?? '') ?? 0, photoIds: (values.photos ?? noPhotos).ids },
          },
          idempotencyKey,
        })
      }
      onDone={() => {
        id.current = newId()
        renewRequests()
        void message.success(t('deposit.done'))
        close()
      }}
    >
      <DepositAmounts heldFen={heldFen} />
      <PayeeFields />
      <Evidence />
    </FormDrawer>
  )
}
