import { registry } from '@anju/contract'
import { Button, Form, Input } from 'antd'
import { useVehicleTexts } from './texts.ts'

/** The plate of a form: what is wrong is said at once, and what was probably meant is offered, never taken silently. */
export function PlateField({ name = 'plate', label }: { name?: string; label: string }) {
  const t = useVehicleTexts()
  const form = Form.useFormInstance()
  const typed: string = Form.useWatch(name, form) ?? ''
  const read = registry.readPlate(typed)
  const hint =
    typed.trim() === '' ? (
      t('plateHintEmpty')
    ) : read.ok ? (
      t('plateHint', { plate: registry.plateText(read.plate), kind: t(`plateKind.${read.kind}`) })
    ) : read.suggestion ? (
      <Button type="link" size="small" onClick={() => take(read.suggestion ?? '')}>
        {t('suggestion', { plate: registry.plateText(read.suggestion) })}
      </Button>
    ) : null
  const take = (plate: string) => {
    form.setFieldValue(name, plate)
    void form.validateFields([name])
  }
  return (
    <Form.Item
      name={name}
      label={label}
      required
      extra={hint}
      rules={[
        {
          validator: (_rule, text?: string) => {
            const judged = registry.readPlate(text ?? '')
            return judged.ok ? Promise.resolve() : Promise.reject(new Error(t(`problem.${judged.problem}`)))
          },
        },
      ]}
    >
      <Input maxLength={20} autoComplete="off" autoCapitalize="characters" style={{ width: 220 }} />
    </Form.Item>
  )
}
