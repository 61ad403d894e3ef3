import { billing, type WireRequestOf } from '@anju/contract'
import { formatFen, useLocale } from '@anju/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { useCan } from '../../session.tsx'
import { cycleText } from '../cycle-text.ts'
import { useSettled } from '../useSettled.ts'
import type { RuleValues } from './CreateRuleDrawer.tsx'
import { useRuleTexts } from './texts.ts'

type TrialBody = Extract<WireRequestOf<typeof billing.previewBills>['body'], { rule: unknown }>

const PRICE = /^\d{1,8}(\.\d{1,4})?$/
const AREA = /^\d{1,6}(\.\d{1,4})?$/
const PAUSE_MS = 300
/** The longest cycle is three years; its first bill in arrears comes on the day after. */
const YEARS = 4

/** The form as far as it is filled, as a question to the server; null while there is nothing to work out. */
function trialOf(values: Partial<RuleValues>, areaM2: string): TrialBody | null {
  const { kind = 'area-price', effectiveFrom, unitPrice = '', fixedAmount = '' } = values
  const byArea = kind === 'area-price'
  if (!effectiveFrom || (byArea && !AREA.test(areaM2)) || !PRICE.test(byArea ? unitPrice : fixedAmount)) return null
  if (byArea && fixedAmount && !PRICE.test(fixedAmount)) return null
  const until = `${Number(effectiveFrom.slice(0, 4)) + YEARS}-${effectiveFrom.slice(5, 7)}-01`
  return {
    rule: {
      kind,
      cycleMonths: values.cycleMonths ?? 1,
      timing: values.timing ?? 'advance',
      lineGrain: values.lineGrain,
      proration: values.proration,
      dueDays: values.dueDays ?? 0,
      effectiveTo: values.effectiveTo ?? null,
      versions: [{ effectiveFrom, unitPrice: byArea ? unitPrice : '0', fixedAmount: fixedAmount || '0' }],
    },
    areas: byArea ? [{ effectiveFrom, areaM2 }] : [],
    startsOn: effectiveFrom,
    endsOn: null,
    from: effectiveFrom,
    to: until,
  }
}

/** What one bill would be, worked out by the server with the very code that will bill it. Inside a form of RuleValues. */
export function RuleTrial() {
  const t = useRuleTexts()
  const explain = useRefusalText()
  const mayTry = useCan('billing.bills.read')
  const [areaM2, setAreaM2] = useState('100')
  const values: Partial<RuleValues> = Form.useWatch([], Form.useFormInstance()) ?? {}
  const asked = useSettled(JSON.stringify(trialOf(values, areaM2.trim())), PAUSE_MS)
  const query = useQuery({
    queryKey: [billing.previewBills.path, asked],
    enabled: mayTry && asked !== 'null',
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => call(billing.previewBills, { body: JSON.parse(asked) as TrialBody, signal }),
  })
  if (!mayTry) return null
  const bill = asked === 'null' ? undefined : query.data?.bills[0]
  return (
    <section className="c-trial" aria-label={t('trial')}>
      <h3>
        {t('trial')}
        {values.kind === 'fixed' ? null : (
          <Input
            size="small"
            value={areaM2}
            onChange={event => setAreaM2(event.target.value)}
            inputMode="decimal"
            aria-label={t('trialArea')}
            suffix="㎡"
            maxLength={11}
          />
        )}
      </h3>
      <div role="status">
        {query.error && asked !== 'null' ? (
          <p>{explain(query.error)}</p>
        ) : bill ? (
          <TrialBill bill={bill} />
        ) : (
          <p>{t('trialWaiting')}</p>
        )}
      </div>
    </section>
  )
}

interface TrialBillProps {
  bill: {
    amountFen: number
    cycleStart: string
    cycleEnd: string
    dueOn: string
    lines: { words: { 'zh-CN': string; en: string } }[]
  }
}

function TrialBill({ bill }: TrialBillProps) {
  const t = useRuleTexts()
  const { locale } = useLocale()
  const [first, ...others] = bill.lines
  return (
    <>
      <p className="c-trial__sum">{t('trialBill', { amount: `¥${formatFen(bill.amountFen)}` })}</p>
      <p>{t('trialDays', { cycle: cycleText(bill.cycleStart, bill.cycleEnd), due: bill.dueOn })}</p>
      {first ? <p className="c-number">{first.words[locale]}</p> : null}
      {others.length > 0 ? <p>{t('trialMore', { count: others.length })}</p> : null}
    </>
  )
}
