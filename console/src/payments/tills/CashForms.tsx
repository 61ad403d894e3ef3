import { payments } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { Form, Input } from 'antd'
import { call } from '../../api.ts'
import { noPhotos, type Photos } from '../../service-desk/PhotoField.tsx'
import { PhotosItem } from '../../service-desk/PhotosItem.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import type { TillFormProps } from './TillForms.tsx'
import { useTillTexts } from './texts.ts'
import { fenOf, yuanRule } from './till.ts'

interface OpenValues {
  floatFen: string
  issuedFen?: string
  floatReason?: string
}

/** Opens a shift with the float as counted. */
export function OpenForm({ communityId, till, open, close, done }: TillFormProps) {
  const t = useTillTexts()
  const carried = formatFen(till.sums.dueFen)
  const submit = ({ floatFen, issuedFen, floatReason }: OpenValues, id: string) =>
    call(payments.openShift, {
      body: {
        ...{ id, communityId, floatFen: fenOf(floatFen), floatReason: floatReason || undefined },
        issuedFen: issuedFen?.trim() ? fenOf(issuedFen) : undefined,
      },
      idempotencyKey: id,
    })
  return (
    <FormDrawer<OpenValues, unknown>
      open={open}
      onClose={close}
      title={t('openTitle')}
      intro={till.sums.dueFen > 0 ? t('openIntro', { carried }) : t('openIntroFirst')}
      submitText={t('open')}
      submit={submit}
      onDone={() => done(t('opened'))}
    >
      <Form.Item name="floatFen" label={t('floatLabel')} required rules={[yuanRule({ wrong: t('moneyWrong') })]}>
        <Input inputMode="decimal" autoComplete="off" maxLength={14} placeholder={carried} />
      </Form.Item>
      <Form.Item
        name="issuedFen"
        label={t('issuedLabel')}
        extra={t('issuedText')}
        rules={[yuanRule({ wrong: t('moneyWrong'), optional: true })]}
      >
        <Input inputMode="decimal" autoComplete="off" maxLength={14} />
      </Form.Item>
      <Form.Item
        name="floatReason"
        label={t('floatReason')}
        dependencies={['floatFen']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, reason?: string) => {
              const typed = fenOf(String(getFieldValue('floatFen') ?? ''))
              const differs = till.sums.dueFen > 0 && typed !== till.sums.dueFen
              if (differs && !reason?.trim()) return Promise.reject(new Error(t('floatReasonMissing', { carried })))
              return Promise.resolve()
            },
          }),
        ]}
      >
        <Input maxLength={100} placeholder={t('floatReasonHint')} />
      </Form.Item>
    </FormDrawer>
  )
}

interface MoveValues {
  amountFen: string
  reason: string
}

/** Puts cash into the drawer or takes it out. */
export function MoveForm({ communityId, till, open, close, done, kind }: TillFormProps & { kind: 'in' | 'out' }) {
  const t = useTillTexts()
  const submit = ({ amountFen, reason }: MoveValues, id: string) =>
    call(payments.moveCash, {
      body: { id, communityId, kind, amountFen: fenOf(amountFen), reason },
      idempotencyKey: id,
    })
  const title = kind === 'in' ? t('putIn') : t('takeOut')
  return (
    <FormDrawer<MoveValues, unknown>
      open={open}
      onClose={close}
      title={title}
      intro={kind === 'in' ? t('inIntro') : t('outIntro', { due: formatFen(till.sums.dueFen) })}
      submitText={title}
      submit={submit}
      onDone={() => done(t('done'))}
    >
      <AmountItem />
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
    </FormDrawer>
  )
}

function AmountItem() {
  const t = useTillTexts()
  return (
    <Form.Item
      name="amountFen"
      label={t('amountLabel')}
      required
      rules={[yuanRule({ wrong: t('moneyWrong'), zero: t('moneyZero') })]}
    >
      <Input inputMode="decimal" autoComplete="off" maxLength={14} />
    </Form.Item>
  )
}

interface DepositValues {
  amountFen: string
  bank: string
  slipNumber: string
  photos?: Photos
  remark?: string
}

/** Cash taken to the bank, with the slip. */
export function DepositForm({ communityId, till, open, close, done }: TillFormProps) {
  const t = useTillTexts()
  const submit = ({ amountFen, bank, slipNumber, photos = noPhotos, remark }: DepositValues, id: string) =>
    call(payments.depositCash, {
      body: {
        ...{ id, communityId, amountFen: fenOf(amountFen), bank, slipNumber },
        ...{ slipPhotoId: photos.ids[0], remark: remark || undefined },
      },
      idempotencyKey: id,
    })
  return (
    <FormDrawer<DepositValues, unknown>
      open={open}
      onClose={close}
      title={t('bank')}
      intro={t('bankIntro', { due: formatFen(till.sums.dueFen) })}
      submitText={t('bank')}
      submit={submit}
      refusedAt={{ 'payments.slip_taken': 'slipNumber' }}
      onDone={() => done(t('done'))}
    >
      <AmountItem />
      <Form.Item
        name="bank"
        label={t('bankLabel')}
        rules={[{ required: true, whitespace: true, message: t('bankMissing') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="slipNumber"
        label={t('slip')}
        rules={[{ required: true, whitespace: true, message: t('slipMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <PhotosItem label={t('slipPhoto')} max={1} />
      <Form.Item name="remark" label={t('remark')}>
        <Input maxLength={100} />
      </Form.Item>
    </FormDrawer>
  )
}
