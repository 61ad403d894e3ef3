import { Form, Input } from 'antd'

interface ReasonFieldProps {
  label: string
  /** What to say when it is empty. */
  missing: string
  hint?: string
  placeholder?: string
}

/** Why something is done, on one line: it stands in the history. */
export function ReasonField({ label, missing, hint, placeholder }: ReasonFieldProps) {
  return (
    <Form.Item
      name="reason"
      label={label}
      extra={hint}
      rules={[{ required: true, whitespace: true, message: missing }]}
    >
      <Input maxLength={100} autoComplete="off" placeholder={placeholder} />
    </Form.Item>
  )
}
