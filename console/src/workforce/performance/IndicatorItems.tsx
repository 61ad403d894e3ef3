import { Button, Form, Input, Select } from 'antd'
import { Trash2 } from 'lucide-react'
import { MeasureItems } from './MeasureItems.tsx'
import { fromHundredths, hundredths } from './performance.ts'
import { newIndicator, type SchemeValues, SOURCES } from './scheme-values.ts'
import { usePerformanceTexts } from './texts.ts'

const WEIGHT = /^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/

/** The indicators of a scheme, with the sum of their weights always in sight. */
export function IndicatorItems() {
  const t = usePerformanceTexts()
  const indicators: SchemeValues['indicators'] = Form.useWatch('indicators') ?? []
  const sum = indicators.reduce((all, each) => all + (WEIGHT.test(each?.weight ?? '') ? hundredths(each.weight) : 0), 0)
  const rest = fromHundredths(Math.max(0, 10_000 - sum))
  return (
    <fieldset className="wf-fieldset">
      <legend>
        {t('scheme.indicators')} ·{' '}
        <span className="wf-weights" data-wrong={sum !== 10_000} role="status">
          {t(sum === 10_000 ? 'scheme.weights' : 'scheme.weightsWrong', { sum: fromHundredths(sum) })}
        </span>
      </legend>
      <Form.List
        name="indicators"
        rules={[
          {
            validator: async (_, list: SchemeValues['indicators'] | undefined) => {
              const all = (list ?? []).reduce((sumOf, each) => sumOf + hundredths(each?.weight || '0'), 0)
              if (all !== 10_000) throw new Error(t('scheme.weightsWrong', { sum: fromHundredths(all) }))
            },
          },
        ]}
      >
        {(fields, { add, remove }, { errors }) => (
          <>
            {fields.map((field, place) => (
              <section
                key={field.key}
                className="c-card wf-indicator"
                aria-label={t('indicator.title', { count: place + 1 })}
              >
                <header>
                  {t('indicator.title', { count: place + 1 })}
                  <Button
                    type="text"
                    disabled={fields.length === 1}
                    icon={<Trash2 size={14} aria-hidden />}
                    aria-label={t('indicator.remove')}
                    onClick={() => remove(field.name)}
                  />
                </header>
                <NameItems place={field.name} />
                <MeasureItems place={field.name} />
              </section>
            ))}
            <Form.ErrorList errors={errors} />
            <Button disabled={fields.length >= 30} onClick={() => add(newIndicator(rest === '0' ? '' : rest))}>
              {t('indicator.add')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}

function NameItems({ place }: { place: number }) {
  const t = usePerformanceTexts()
  const form = Form.useFormInstance<SchemeValues>()
  // A name follows its source until somebody gives another.
  const follow = (source: string) => {
    const at = ['indicators', place] as const
    const name: string | undefined = form.getFieldValue([...at, 'name'])
    const known = SOURCES.map(each => t(`source.${each}`).replace(/（.*|\(.*/, ''))
    const own = SOURCES.find(each => each === source)
    if (own && own !== 'manual' && (!name || known.includes(name)))
      form.setFieldValue(
        [...at, 'name'],
        t(`source.${own}`)
          .replace(/（.*|\(.*/, '')
          .trim(),
      )
  }
  return (
    <>
      <div className="c-form__pair">
        <Form.Item name={[place, 'source']} required label={t('indicator.source')}>
          <Select
            onChange={follow}
            options={SOURCES.map(value => ({ value, label: t(`source.${value}`) }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
        <Form.Item
          name={[place, 'weight']}
          label={t('indicator.weight')}
          rules={[{ required: true, pattern: WEIGHT, message: t('indicator.weightWrong') }]}
        >
          <Input maxLength={6} inputMode="decimal" autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item
        name={[place, 'name']}
        label={t('indicator.name')}
        rules={[{ required: true, whitespace: true, message: t('indicator.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
    </>
  )
}
