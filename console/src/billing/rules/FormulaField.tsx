import type { billing, WireResponseOf } from '@anju/contract'
import { comma, useLocale } from '@anju/ui'
import { Button, Form, Input } from 'antd'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { atWords } from '../measure-words.ts'
import type { RuleValues } from './rule-form.ts'
import { useRuleTexts } from './texts.ts'
import { useFormulaCheck } from './useFormulaCheck.ts'

const PROBLEMS = [
  'syntax',
  'too-long',
  'unknown-name',
  'unknown-option',
  'compared-option',
  'not-allowed',
  'not-a-decimal',
  'unit-mismatch',
  'not-an-amount',
  'never-positive',
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
  const formula: RuleValues['formula'] = Form.useWatch('formula', Form.useFormInstance())
  const { data } = useFormulaCheck(formula ?? '')
  if (!data) return null
  return (
    <>
      {formula?.trim() ? <Verdict data={data} /> : null}
      <Names names={data.names} />
    </>
  )
}

type Checked = WireResponseOf<typeof billing.checkFormula>

const PLAIN_WORD = /^[\p{L}_$][\p{L}\p{N}_$]*$/u

/** Whether a field says an option. */
const ASKED = /^(是|is)\(/

/** All that a formula may name; one that is chosen stands at its end. */
function Names({ names }: { names: Checked['names'] }) {
  const t = useRuleTexts()
  const { locale } = useLocale()
  const form = Form.useFormInstance<RuleValues>()
  const add = (word: string) => {
    const text = PLAIN_WORD.test(word) || ASKED.test(word) ? word : `"${word}"`
    form.setFieldValue('formula', `${form.getFieldValue('formula') ?? ''}${text}`)
  }
  const listed = names.filter(({ name }) => name !== 'quantity' && name !== 'usage')
  return (
    <details className="c-formula__names">
      <summary>{t('formulaNames', { count: listed.length })}</summary>
      <div>
        {listed.map(({ name, words, unit, ofCompany }) => (
          <Button key={name} size="small" onClick={() => add(locale === 'en' && !ofCompany ? name : words['zh-CN'])}>
            {unit ? `${words[locale]} (${unit})` : words[locale]}
          </Button>
        ))}
      </div>
    </details>
  )
}

function Verdict({ data }: { data: Checked }) {
  const t = useRuleTexts()
  const { locale } = useLocale()
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
