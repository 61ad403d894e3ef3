import { Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { DateField } from '../billing/DateField.tsx'
import { useMeterTexts } from './texts.ts'

/** What a register shows. */
export function ReadingField({ name, label }: { name: string; label: string }) {
  const t = useMeterTexts()
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[{ pattern: /^\d{1,10}(\.\d{1,4})?$/, required: true, message: t('form.readingWrong') }]}
    >
      <Input inputMode="decimal" autoComplete="off" />
    </Form.Item>
  )
}

interface RegisterFieldsProps {
  /** What the reading is called with which the register begins. */
  initialLabel: string
  /** Drawn before the day until which it is verified. */
  children?: ReactNode
}

/** The register of a meter: where it begins, what it counts with, how many figures it shows, until when it is verified. */
export function RegisterFields({ initialLabel, children }: RegisterFieldsProps) {
  const t = useMeterTexts()
  return (
    <div className="vh-two">
      <Form.Item
        name="multiplier"
        label={t('field.multiplier')}
        extra={t('form.multiplierHelp')}
        rules={[{ pattern: /^(?=.*[1-9])\d{1,8}(\.\d{1,4})?$/, required: true, message: t('form.multiplierWrong') }]}
      >
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <ReadingField name="initialReading" label={initialLabel} />
      <Form.Item name="digits" label={t('field.digits')} rules={[{ required: true, message: t('form.needed') }]}>
        <InputNumber min={3} max={10} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="decimals" label={t('field.decimals')} rules={[{ required: true, message: t('form.needed') }]}>
        <InputNumber min={0} max={4} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      {children}
      <Form.Item name="verifiedUntil" label={t('field.verifiedUntil')}>
        <DateField />
      </Form.Item>
    </div>
  )
}

/** Which device it is, and who reads it. */
export function DeviceFields({ children }: { children?: ReactNode }) {
  const t = useMeterTexts()
  const line = (name: 'deviceNo' | 'brand' | 'model') => (
    <Form.Item name={name} label={t(`field.${name}`)}>
      <Input maxLength={50} autoComplete="off" />
    </Form.Item>
  )
  return (
    <div className="vh-two">
      {line('deviceNo')}
      {line('brand')}
      {line('model')}
      <Form.Item name="readBy" label={t('field.readBy')} rules={[{ required: true, message: t('form.needed') }]}>
        <Select options={(['person', 'device'] as const).map(value => ({ value, label: t(`readBy.${value}`) }))} />
      </Form.Item>
      {children}
    </div>
  )
}
