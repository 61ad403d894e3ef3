import { Button, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd'
import { Minus, Plus } from 'lucide-react'
import { lengthRules, minuteRules, yuanRules } from './field-rules.ts'
import { MOST_A_DAY, minuteOf, type ParkingValues } from './parking-form.ts'
import { useParkingTexts } from './texts.ts'

/** What parking costs: free minutes, blocks or periods of the day, a cap, and the time to leave. */
export function TariffFields() {
  const t = useParkingTexts()
  const form = Form.useFormInstance<ParkingValues>()
  const by = Form.useWatch('by', form) ?? 'blocks'
  return (
    <fieldset>
      <legend>{t('tariff')}</legend>
      <div className="c-form__pair">
        <Form.Item name="freeMinutes" label={t('freeMinutes')} rules={lengthRules(t, MOST_A_DAY, 0)}>
          <InputNumber precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="freeFor" label={t('freeFor')}>
          <Select
            options={(['short-stays', 'every-stay'] as const).map(value => ({ value, label: t(`freeFor.${value}`) }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="by" label={t('by')}>
        <Radio.Group
          optionType="button"
          options={(['blocks', 'periods'] as const).map(value => ({ value, label: t(`by.${value}`) }))}
        />
      </Form.Item>
      {by === 'blocks' ? <Blocks /> : <Periods />}
      <Cap />
      <Form.Item name="graceMinutes" label={t('graceMinutes')} rules={lengthRules(t, MOST_A_DAY, 0)}>
        <InputNumber precision={0} style={{ width: '50%' }} />
      </Form.Item>
    </fieldset>
  )
}

function Blocks() {
  const t = useParkingTexts()
  const hasFirst = Form.useWatch('hasFirst', Form.useFormInstance<ParkingValues>()) ?? true
  return (
    <>
      <Form.Item name="hasFirst" valuePropName="checked" className="c-parking__check">
        <Checkbox>{t('hasFirst')}</Checkbox>
      </Form.Item>
      {hasFirst ? <Block minutes="firstMinutes" yuan="firstYuan" /> : null}
      <Block minutes="eachMinutes" yuan="eachYuan" label={hasFirst ? undefined : t('eachMinutesOnly')} />
    </>
  )
}

interface BlockProps {
  minutes: 'firstMinutes' | 'eachMinutes'
  yuan: 'firstYuan' | 'eachYuan'
  label?: string | undefined
}

function Block({ minutes, yuan, label }: BlockProps) {
  const t = useParkingTexts()
  return (
    <div className="c-form__pair">
      <Form.Item
        name={minutes}
        label={label ?? t(minutes)}
        rules={lengthRules(t)}
        extra={minutes === 'eachMinutes' ? t('eachHint') : undefined}
      >
        <InputNumber precision={0} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name={yuan} label={t(yuan)} rules={yuanRules(t)} required>
        <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={12} />
      </Form.Item>
    </div>
  )
}

const NEW_PERIOD = { from: '', per: 'block', minutes: 60, yuan: '' }

function Periods() {
  const t = useParkingTexts()
  return (
    <Form.List name="periods">
      {(fields, { add, remove }) => (
        <div className="c-steps">
          {fields.map(({ key, name }) => (
            <div key={key} className="c-parking__row">
              <Form.Item
                name={[name, 'from']}
                label={t('periodFrom')}
                rules={minuteRules(t)}
                extra={<PeriodEnd index={name} />}
              >
                <Input maxLength={5} placeholder="07:00" autoComplete="off" className="c-price" />
              </Form.Item>
              <PeriodPrice index={name} />
              <Button
                icon={<Minus size={14} aria-hidden />}
                aria-label={t('remove')}
                disabled={fields.length <= 1}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Button
            icon={<Plus size={14} aria-hidden />}
            disabled={fields.length >= 12}
            onClick={() => add({ ...NEW_PERIOD })}
          >
            {t('addPeriod')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

/** Until when a period lasts: until the next begins. */
function PeriodEnd({ index }: { index: number }) {
  const t = useParkingTexts()
  const periods = Form.useWatch('periods', Form.useFormInstance<ParkingValues>()) ?? []
  const from = minuteOf(periods[index]?.from)
  const to = minuteOf((periods[index + 1] ?? periods[0])?.from)
  if (from === null || to === null) return null
  return <span className="c-number">{t(to > from ? 'periodUntil' : 'periodNext', { to })}</span>
}

function PeriodPrice({ index }: { index: number }) {
  const t = useParkingTexts()
  const per = Form.useWatch(['periods', index, 'per'], Form.useFormInstance<ParkingValues>()) ?? 'block'
  return (
    <>
      <Form.Item name={[index, 'per']} label={t('periodPer')}>
        <Select options={(['block', 'period'] as const).map(value => ({ value, label: t(`per.${value}`) }))} />
      </Form.Item>
      {per === 'block' ? (
        <Form.Item name={[index, 'minutes']} label={t('minutes')} rules={lengthRules(t)}>
          <InputNumber precision={0} style={{ width: '100%' }} />
        </Form.Item>
      ) : (
        <span />
      )}
      <Form.Item name={[index, 'yuan']} label={t('yuan')} rules={yuanRules(t)} required>
        <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={12} />
      </Form.Item>
    </>
  )
}

function Cap() {
  const t = useParkingTexts()
  const cap = Form.useWatch('cap', Form.useFormInstance<ParkingValues>()) ?? 'none'
  return (
    <div className="c-form__pair">
      <Form.Item name="cap" label={t('cap')} extra={cap === 'day' ? t('capDayHint') : undefined}>
        <Select options={(['none', '24-hours', 'day'] as const).map(value => ({ value, label: t(`cap.${value}`) }))} />
      </Form.Item>
      {cap === 'none' ? null : (
        <Form.Item name="capYuan" label={t('capYuan')} rules={yuanRules(t)} required>
          <Input inputMode="decimal" autoComplete="off" className="c-price" maxLength={12} />
        </Form.Item>
      )}
    </div>
  )
}
