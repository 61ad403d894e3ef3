import { billing, type WireResponseOf } from '@anju/contract'
import { formatMoney, useLocale } from '@anju/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { useCan } from '../../session.tsx'
import { cycleText } from '../cycle-text.ts'
import { atWords } from '../measure-words.ts'
import { useRunTexts } from '../runs/texts.ts'
import { useSettled } from '../useSettled.ts'
import type { RuleValues } from './rule-form.ts'
import { useRuleTexts } from './texts.ts'
import { exampleOf, inputsOf, trialOf } from './trial.ts'
import { useFormulaCheck } from './useFormulaCheck.ts'

type Answer = WireResponseOf<typeof billing.previewBills>

const PAUSE_MS = 300

/** What one bill would be, worked out by the server with the very code that will bill it. Inside a form of RuleValues. */
export function RuleTrial() {
  const t = useRuleTexts()
  const explain = useRefusalText()
  const mayTry = useCan('billing.bills.read')
  const [object, setObject] = useState<Record<string, string>>({})
  const values: Partial<RuleValues> = Form.useWatch([], Form.useFormInstance()) ?? {}
  const formula = useFormulaCheck(values.kind === 'formula' ? values.formula || undefined : undefined)
  const inputs = inputsOf(values, formula.data?.measures.map(measure => measure.name) ?? [])
  const asked = useSettled(JSON.stringify(trialOf(values, object, inputs)), PAUSE_MS)
  const query = useQuery({
    queryKey: [billing.previewBills.path, asked],
    enabled: mayTry && asked !== 'null',
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => call(billing.previewBills, { body: JSON.parse(asked), signal }),
  })
  if (!mayTry) return null
  return (
    <section className="c-trial" aria-label={t('trial')}>
      <h3>{t('trial')}</h3>
      <TrialInputs inputs={inputs} object={object} change={setObject} />
      <div role="status">
        {asked === 'null' ? (
          <p>{t('trialWaiting')}</p>
        ) : query.error ? (
          <p>{explain(query.error)}</p>
        ) : query.data ? (
          <TrialAnswer answer={query.data} />
        ) : (
          <p>{t('trialWaiting')}</p>
        )}
      </div>
    </section>
  )
}

interface TrialInputsProps {
  inputs: readonly string[]
  object: Record<string, string>
  change: (object: Record<string, string>) => void
}

function TrialInputs({ inputs, object, change }: TrialInputsProps) {
  const t = useRuleTexts()
  const { locale } = useLocale()
  if (inputs.length === 0) return null
  const label = (name: string) => {
    if (name === 'previous') return t('trialPrevious')
    if (name === 'current') return t('trialCurrent')
    if (name === 'poolTotal') return t('trialPoolTotal')
    if (name === 'poolWeight') return t('trialPoolWeight')
    if (name === 'poolRest') return t('trialPoolRest')
    return name.startsWith('band:') ? name.slice(5) : atWords(name, locale)
  }
  return (
    <div className="c-trial__inputs">
      {inputs.map(name => (
        <div key={name}>
          <span aria-hidden>{label(name)}</span>
          <Input
            aria-label={label(name)}
            size="small"
            value={object[name] ?? exampleOf(name)}
            onChange={event => change({ ...object, [name]: event.target.value })}
            inputMode="decimal"
            maxLength={16}
          />
        </div>
      ))}
    </div>
  )
}

function TrialAnswer({ answer }: { answer: Answer }) {
  const t = useRuleTexts()
  const run = useRunTexts()
  const { locale } = useLocale()
  const [bill] = answer.bills
  const [exception] = answer.exceptions
  if (!bill) {
    if (!exception) return <p>{t('trialNothing')}</p>
    const at = exception.at ? atWords(exception.at, locale) : '—'
    return <p className="c-trial__wrong">{run(`exception.${exception.code}`, { at })}</p>
  }
  const shown = bill.lines.slice(0, 3)
  return (
    <>
      <p className="c-trial__sum">{t('trialBill', { amount: formatMoney(bill.amountFen) })}</p>
      <p>{t('trialDays', { cycle: cycleText(bill.cycleStart, bill.cycleEnd), due: bill.dueOn })}</p>
      {shown.map(line => (
        <p key={line.segmentStart} className="c-number">
          {line.words[locale]}
        </p>
      ))}
      {bill.lines.length > shown.length ? <p>{t('trialMore', { count: bill.lines.length - shown.length })}</p> : null}
    </>
  )
}
