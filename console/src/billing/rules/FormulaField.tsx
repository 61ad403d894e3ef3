import { comma, useLocale } from '@anju/ui'
import { Form, Input } from 'antd'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { atWords } from '../measure-words.ts'
import type { RuleValues } from './rule-form.ts'
import { useRuleTexts } from './texts.ts'
import { useFormulaCheck } from './useFormulaCheck.ts'

const PROBLEMS = [
  'syntax',
  'too-long',
  'unknown-name',
  'not-allowed',
  'not-a-decimal',
  'unit-mismatch',
  'not-an-amount',
]

/** The formula with what the server says of it: what it counts, or what is wrong and where. */
export function FormulaField() {
  const t = useRuleTexts()
  return (
    <>
      <Form.Item
        name="formula"
        label={t('formula')}
        extra={t('formulaHint')}
        rules={[{ required: true, whitespace: true, message: t('formulaMissing') }]}
      >
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          placeholder={t('formulaPlaceholder')}
          spellCheck={false}
          className="c-formula"
        />
      </Form.Item>
      <FormulaVerdict />
    </>
  )
}

function FormulaVerdict() {
  const t = useRuleTexts()
  const { locale } = useLocale()
  const formula: RuleValues['formula'] = Form.useWatch('formula', Form.useFormInstance())
  const { data } = useFormulaCheck(formula)
  if (!data || !formula?.trim()) return null
  if (data.problem) {
    const { code, at } = data.problem
    const known = PROBLEMS.includes(code) ? code : 'syntax'
    return (
      <p className="c-formula__verdict c-formula__verdict--wrong" role="status">
        <TriangleAlert size={14} aria-hidden />
        {t(`formula.${known as 'syntax'}`, { at: at === '' ? '' : atWords(at, locale) })}
      </p>
    )
  }
  const names = data.measures.map(measure => measure.words[locale]).join(comma())
  return (
    <p className="c-formula__verdict" role="status">
      <CircleCheck size={14} aria-hidden />
      {names === '' ? t('formulaCountsNothing') : t('formulaCounts', { names })}
    </p>
  )
}
