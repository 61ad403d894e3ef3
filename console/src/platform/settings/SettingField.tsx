import { useLocale } from '@anju/ui'
import { Form, Input, InputNumber, Radio, Select } from 'antd'
import { usePlatformTexts } from '../texts.ts'
import type { Setting } from './setting.ts'

/** The form field of a setting, drawn from what the server says that it may be. Its name is `value`. */
export function SettingField({ setting }: { setting: Setting }) {
  const t = usePlatformTexts()
  const { locale } = useLocale()
  const { control, label } = setting
  return (
    <Form.Item
      name="value"
      label={label[locale]}
      extra={rangeOf(setting, t, locale)}
      rules={
        control.kind === 'list' || control.kind === 'text' ? [] : [{ required: true, message: t('settings.missing') }]
      }
    >
      <Control setting={setting} />
    </Form.Item>
  )
}

/** antd hands `value`, `onChange` and `id` to the one control that is drawn. */
function Control({ setting, ...given }: { setting: Setting }) {
  const t = usePlatformTexts()
  const { locale } = useLocale()
  const { control } = setting
  const options = control.choices?.map(({ value, label }) => ({ value, label: label[locale] }))
  switch (control.kind) {
    case 'boolean':
      return (
        <Radio.Group
          {...given}
          options={[
            { value: true, label: t('settings.on') },
            { value: false, label: t('settings.off') },
          ]}
        />
      )
    case 'number':
      return (
        <InputNumber
          {...given}
          min={control.min ?? undefined}
          max={control.max ?? undefined}
          precision={control.integer ? 0 : undefined}
          suffix={control.unit?.[locale]}
          style={{ width: 200 }}
        />
      )
    case 'choice':
      return <Select {...given} options={options ?? []} />
    case 'list':
      return (
        <Select
          {...given}
          mode={options ? 'multiple' : 'tags'}
          options={options ?? []}
          maxCount={control.maxItems ?? undefined}
          tokenSeparators={options ? undefined : [',', '，', '、']}
          placeholder={options ? undefined : t('settings.listHint')}
        />
      )
    default:
      return <Input {...given} maxLength={control.maxLength ?? undefined} autoComplete="off" />
  }
}

function rangeOf(setting: Setting, t: ReturnType<typeof usePlatformTexts>, locale: 'zh-CN' | 'en') {
  const { min, max, unit } = setting.control
  if (min === undefined || min === null || max === undefined || max === null) return undefined
  const words = unit ? ` ${unit[locale]}` : ''
  return `${t('settings.range', { min: min.toLocaleString('en'), max: max.toLocaleString('en') })}${words}`
}
