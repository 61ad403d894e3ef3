import { Button, Form, Input } from 'antd'
import { Trash2 } from 'lucide-react'
import { SCORE } from './performance.ts'
import { usePerformanceTexts } from './texts.ts'

/** The grades of a scheme, the best first. */
export function BandItems() {
  const t = usePerformanceTexts()
  return (
    <fieldset className="wf-fieldset">
      <legend>{t('bands.title')}</legend>
      <Form.List name="bands">
        {(fields, { add, remove }) => (
          <>
            {fields.map(field => (
              <div key={field.key} className="wf-steps">
                <Form.Item
                  name={[field.name, 'grade']}
                  label={t('bands.grade')}
                  rules={[{ required: true, whitespace: true, message: t('bands.missing') }]}
                >
                  <Input maxLength={4} style={{ width: 90 }} autoComplete="off" />
                </Form.Item>
                <Form.Item
                  name={[field.name, 'from']}
                  label={t('bands.from')}
                  rules={[{ required: true, pattern: SCORE, message: t('bands.missing') }]}
                >
                  <Input maxLength={6} inputMode="decimal" style={{ width: 110 }} autoComplete="off" />
                </Form.Item>
                <Button
                  type="text"
                  className="wf-steps__remove"
                  disabled={fields.length === 1}
                  icon={<Trash2 size={14} aria-hidden />}
                  aria-label={t('bands.remove')}
                  onClick={() => remove(field.name)}
                />
              </div>
            ))}
            <Button disabled={fields.length >= 8} onClick={() => add({ grade: '', from: '' }, 0)}>
              {t('bands.add')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}
