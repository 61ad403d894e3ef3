import { Button, Form, Input, InputNumber, Radio, Select } from 'antd'
import { Plus, Trash2 } from 'lucide-react'
import { parseYuan } from '../../billing/cashier/yuan.ts'
import { useActor } from '../../session.tsx'
import { type ChosenFile, FileField } from '../documents/FileField.tsx'
import { type LeaseDetail, PAY_EVERY, PERIODS } from './lease.ts'
import type { WordValues } from './lease-values.ts'
import { useLeaseTexts } from './texts.ts'

/** Number, rent, deposit, purpose, papers and who looks after it. */
export function WordFields({ lease }: { lease?: LeaseDetail | undefined }) {
  const t = useLeaseTexts()
  return (
    <>
      <Form.Item
        name="number"
        label={t('field.number')}
        rules={[{ required: true, whitespace: true, message: t('required') }]}
      >
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <RentFields />
      <div className="vh-two">
        <Form.Item name="payEveryMonths" label={t('field.pay')} required>
          <Select options={PAY_EVERY.map(value => ({ value, label: t(`pay.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="paymentDay"
          label={t('field.paymentDay')}
          tooltip={t('form.dayHint')}
          rules={[{ required: true, message: t('required') }]}
        >
          <InputNumber min={1} max={31} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="depositFen" label={t('field.depositFen')} rules={[yuan(t('form.moneyWrong'))]}>
          <Input inputMode="decimal" maxLength={14} autoComplete="off" />
        </Form.Item>
        <Form.Item name="purpose" label={t('field.purpose')}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      </div>
      <StaffField lease={lease} />
      <Form.Item name="notes" label={t('field.notes')}>
        <Input.TextArea maxLength={2000} rows={3} />
      </Form.Item>
      <FilesField />
    </>
  )
}

function yuan(message: string) {
  return {
    validator: (_rule: unknown, text?: string) =>
      parseYuan(text ?? '') === null ? Promise.reject(new Error(message)) : Promise.resolve(),
  }
}

function shaped(shape: RegExp, message: string, empty: boolean) {
  return {
    validator: (_rule: unknown, text?: string) => {
      const plain = (text ?? '').trim()
      return (plain === '' && empty) || shape.test(plain) ? Promise.resolve() : Promise.reject(new Error(message))
    },
  }
}

/** A fixed amount for each period, or a price for each square metre and day. */
function RentFields() {
  const t = useLeaseTexts()
  const kind = Form.useWatch<WordValues['rentKind']>('rentKind')
  return (
    <>
      <Form.Item name="rentKind" label={t('field.rentKind')} required>
        <Radio.Group
          optionType="button"
          options={(['fixed', 'area-day'] as const).map(value => ({ value, label: t(`rentKind.${value}`) }))}
        />
      </Form.Item>
      <div className="vh-two">
        {kind === 'area-day' ? (
          <>
            <Form.Item
              name="unitPrice"
              label={t('field.unitPrice')}
              required
              rules={[shaped(/^\d{1,6}(\.\d{1,4})?$/, t('form.priceWrong'), false)]}
            >
              <Input inputMode="decimal" maxLength={11} autoComplete="off" />
            </Form.Item>
            <Form.Item
              name="areaM2"
              label={t('field.areaM2')}
              extra={t('form.areaHint')}
              rules={[shaped(/^\d{1,10}(\.\d{1,2})?$/, t('form.areaWrong'), true)]}
            >
              <Input inputMode="decimal" maxLength={13} autoComplete="off" />
            </Form.Item>
          </>
        ) : (
          <>
            <Form.Item name="rentFen" label={t('field.rentFen')} required rules={[yuan(t('form.moneyWrong'))]}>
              <Input inputMode="decimal" maxLength={14} autoComplete="off" />
            </Form.Item>
            <Form.Item name="rentPeriod" label={t('field.rentPeriod')} required>
              <Select options={PERIODS.map(value => ({ value, label: t(`period.${value}`) }))} />
            </Form.Item>
          </>
        )}
      </div>
    </>
  )
}

/** Who of the staff looks after it: oneself, whoever does now, or nobody. */
function StaffField({ lease }: { lease: LeaseDetail | undefined }) {
  const t = useLeaseTexts()
  const actor = useActor()
  const now =
    lease?.staffId && lease.staffId !== actor.accountId ? [{ value: lease.staffId, label: lease.staffName ?? '' }] : []
  return (
    <Form.Item name="staffId" label={t('field.staff')}>
      <Select
        options={[
          { value: actor.accountId, label: t('form.staffMe', { name: actor.name }) },
          ...now,
          { value: '', label: t('form.staffNone') },
        ]}
      />
    </Form.Item>
  )
}

/** The papers: pictures and PDFs, sent as they are chosen. */
function FilesField() {
  const t = useLeaseTexts()
  const sent = {
    validator: (_rule: unknown, file?: ChosenFile) =>
      file && !file.stored ? Promise.reject(new Error(t('form.waiting'))) : Promise.resolve(),
  }
  return (
    <Form.Item label={t('field.documents')}>
      <Form.List name="files">
        {(fields, list) => (
          <div className="ls-files">
            {fields.map(field => (
              <div key={field.key} className="ls-files__one">
                <div>
                  <Form.Item name={field.name} noStyle rules={[sent]}>
                    <FileField />
                  </Form.Item>
                </div>
                <Button
                  type="text"
                  icon={<Trash2 size={14} aria-hidden />}
                  aria-label={t('form.removeFile')}
                  title={t('form.removeFile')}
                  onClick={() => list.remove(field.name)}
                />
              </div>
            ))}
            {fields.length < 20 ? (
              <Button type="dashed" block icon={<Plus size={14} aria-hidden />} onClick={() => list.add()}>
                {t('form.addFile')}
              </Button>
            ) : null}
          </div>
        )}
      </Form.List>
    </Form.Item>
  )
}
