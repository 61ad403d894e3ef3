import { Button, Form, Input, Select } from 'antd'
import { Trash2 } from 'lucide-react'
import { MEASURE, SCORE } from './performance.ts'
import { usePerformanceTexts } from './texts.ts'

const RULES = ['linear', 'steps', 'pass'] as const

/** How an indicator is scored: what its source and its rule need, and nothing else. */
export function MeasureItems({ place }: { place: number }) {
  const t = usePerformanceTexts()
  const source = Form.useWatch(['indicators', place, 'source']) ?? 'manual'
  const held = Form.useWatch(['indicators', place, 'rule']) ?? 'manual'
  const rule = source === 'manual' ? 'manual' : held === 'manual' ? 'linear' : held
  return (
    <>
      {rule === 'manual' ? null : (
        <div className="c-form__pair">
          <Form.Item
            name={[place, 'rule']}
            label={t('indicator.rule')}
            getValueProps={value => ({ value: value === 'manual' ? 'linear' : value })}
          >
            <Select options={RULES.map(value => ({ value, label: t(`rule.${value}`) }))} />
          </Form.Item>
          <Form.Item name={[place, 'direction']} label={t('indicator.direction')}>
            <Select
              options={(['higher', 'lower'] as const).map(value => ({ value, label: t(`indicator.${value}`) }))}
            />
          </Form.Item>
        </div>
      )}
      {rule === 'linear' || rule === 'pass' ? <MarkItems place={place} linear={rule === 'linear'} /> : null}
      {rule === 'steps' ? <StepItems place={place} /> : null}
      <Form.Item
        name={[place, 'cap']}
        label={t('indicator.cap')}
        extra={rule === 'linear' ? t('indicator.capHint') : undefined}
        rules={[{ required: true, pattern: SCORE, message: t('indicator.numberMissing') }]}
      >
        <Input maxLength={6} inputMode="decimal" style={{ width: 120 }} autoComplete="off" />
      </Form.Item>
    </>
  )
}

function MarkItems({ place, linear }: { place: number; linear: boolean }) {
  const t = usePerformanceTexts()
  const number = { pattern: MEASURE, message: t('indicator.numberWrong') }
  const input = <Input maxLength={16} inputMode="decimal" autoComplete="off" />
  const needed = { required: true, message: t('indicator.numberMissing') }
  return (
    <div className="wf-marks">
      <Form.Item
        name={[place, 'target']}
        label={t(linear ? 'indicator.target' : 'indicator.passTarget')}
        rules={[needed, number]}
      >
        {input}
      </Form.Item>
      {linear ? (
        <>
          <Form.Item
            name={[place, 'threshold']}
            label={t('indicator.threshold')}
            extra={t('indicator.thresholdHint')}
            rules={[number]}
          >
            {input}
          </Form.Item>
          <Form.Item name={[place, 'floor']} label={t('indicator.floor')} rules={[needed, number]}>
            {input}
          </Form.Item>
        </>
      ) : null}
    </div>
  )
}

function StepItems({ place }: { place: number }) {
  const t = usePerformanceTexts()
  return (
    <Form.List name={[place, 'steps']}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(field => (
            <div key={field.key} className="wf-steps">
              <Form.Item
                name={[field.name, 'at']}
                label={t('indicator.stepAt')}
                rules={[{ required: true, pattern: MEASURE, message: t('indicator.numberWrong') }]}
              >
                <Input maxLength={16} inputMode="decimal" style={{ width: 140 }} autoComplete="off" />
              </Form.Item>
              <Form.Item
                name={[field.name, 'score']}
                label={t('indicator.stepScore')}
                rules={[{ required: true, pattern: SCORE, message: t('indicator.numberMissing') }]}
              >
                <Input maxLength={6} inputMode="decimal" style={{ width: 110 }} autoComplete="off" />
              </Form.Item>
              <Button
                type="text"
                className="wf-steps__remove"
                icon={<Trash2 size={14} aria-hidden />}
                aria-label={t('indicator.stepRemove')}
                onClick={() => remove(field.name)}
              />
            </div>
          ))}
          <Form.Item>
            <Button disabled={fields.length >= 20} onClick={() => add({ at: '', score: '' })}>
              {t('indicator.stepAdd')}
            </Button>
          </Form.Item>
        </>
      )}
    </Form.List>
  )
}
