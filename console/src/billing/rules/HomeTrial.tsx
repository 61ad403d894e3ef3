import { billing, type WireRequestOf } from '@anju/contract'
import { formatMoney } from '@anju/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Input, Select, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { CalendarMonths } from '../CalendarField.tsx'
import { cycleText } from '../cycle-text.ts'
import { DateField } from '../DateField.tsx'
import { LineTable } from '../LineTable.tsx'
import { Exceptions } from '../runs/Exceptions.tsx'
import type { Preview } from '../runs/run.ts'
import type { Rule } from '../useRules.ts'
import { useSettled } from '../useSettled.ts'
import { PremisesSelect } from './PremisesSelect.tsx'
import { quantityUse } from './quantity-text.ts'
import { useRuleTexts } from './texts.ts'

type Asked = Extract<WireRequestOf<typeof billing.previewBills>['body'], { ruleId: unknown }>

const PAUSE_MS = 300
/** Where a quantity comes from: typed, or as many as the home has now. */
const COUNTED = ['typed', 'vehicles', 'meters'] as const
type Counted = (typeof COUNTED)[number]
const QUANTITY = /^\d{1,12}(\.\d{1,4})?$/

/** What a saved rule would bill any home of its community, worked out by the very code that bills it; nothing is saved. */
export function HomeTrial({ rule, month }: { rule: Rule; month: string }) {
  const t = useRuleTexts()
  const [premisesId, setPremisesId] = useState<string>()
  const [months, setMonths] = useState<[string, string]>([month, month])
  const [startsOn, setStartsOn] = useState<string | null>(null)
  const [quantity, setQuantity] = useState('1')
  const byQuantity = quantityUse(rule) !== 'never'
  const [quantityBy, setQuantityBy] = useState<Counted>('typed')
  const isWrong = byQuantity && quantityBy === 'typed' && !QUANTITY.test(quantity.trim())
  const asked = useSettled(
    premisesId && !isWrong
      ? JSON.stringify({
          ...{ ruleId: rule.id, premisesId, from: months[0], to: months[1], startsOn },
          quantity: byQuantity && quantityBy === 'typed' ? quantity.trim() : null,
          quantityBy: byQuantity && quantityBy !== 'typed' ? quantityBy : null,
        } satisfies Asked)
      : '',
    PAUSE_MS,
  )
  return (
    <section className="c-home-trial" aria-label={t('homeTrial')}>
      <h2>{t('homeTrial')}</h2>
      <p className="c-form__note">{t('homeTrialIntro')}</p>
      <div className="c-form__pair">
        <label htmlFor="home-trial-premises">
          <span>{t('premises')}</span>
          <PremisesSelect
            id="home-trial-premises"
            communityId={rule.communityId}
            {...(premisesId ? { value: premisesId } : {})}
            onChange={setPremisesId}
          />
        </label>
        <div>
          <span aria-hidden>{t('homeTrialMonths')}</span>
          <CalendarMonths value={months} onChange={setMonths} labels={[t('homeTrialFrom'), t('homeTrialTo')]} />
        </div>
        <label htmlFor="home-trial-start">
          <span>{t('homeTrialStart')}</span>
          <DateField id="home-trial-start" value={startsOn} onChange={setStartsOn} />
        </label>
        {byQuantity ? (
          <QuantityField
            by={quantityBy}
            setBy={setQuantityBy}
            value={quantity}
            setValue={setQuantity}
            isWrong={isWrong}
          />
        ) : null}
      </div>
      {isWrong ? (
        <p className="c-trial__wrong" role="alert">
          {t('quantityWrong')}
        </p>
      ) : null}
      <HomeAnswer asked={asked} />
    </section>
  )
}

interface QuantityFieldProps {
  by: Counted
  setBy: (by: Counted) => void
  value: string
  setValue: (value: string) => void
  isWrong: boolean
}

/** How many, typed, or as many as the home has now. */
function QuantityField({ by, setBy, value, setValue, isWrong }: QuantityFieldProps) {
  const t = useRuleTexts()
  return (
    <div>
      <label htmlFor="home-trial-quantity">
        <span>{t('quantity')}</span>
      </label>
      <Space.Compact block>
        <Select
          aria-label={t('homeTrialQuantityBy')}
          value={by}
          onChange={setBy}
          options={COUNTED.map(each => ({ value: each, label: t(`homeTrialBy.${each}`) }))}
        />
        <Input
          id="home-trial-quantity"
          value={by === 'typed' ? value : ''}
          disabled={by !== 'typed'}
          onChange={event => setValue(event.target.value)}
          inputMode="decimal"
          maxLength={16}
          status={isWrong ? 'error' : ''}
        />
      </Space.Compact>
    </div>
  )
}

function HomeAnswer({ asked }: { asked: string }) {
  const t = useRuleTexts()
  const query = useQuery({
    queryKey: [billing.previewBills.path, asked],
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => call(billing.previewBills, { body: JSON.parse(asked), signal }),
  })
  if (asked === '') return <p className="c-sections__none">{t('homeTrialWaiting')}</p>
  if (query.error) return <FailureNotice error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <div className="c-bone" style={{ height: 120 }} />
  const { bills, exceptions } = query.data
  return (
    <div role="status">
      {exceptions.length > 0 ? <Exceptions exceptions={exceptions} count={exceptions.length} /> : null}
      {bills.length === 0 && exceptions.length === 0 ? <p className="c-sections__none">{t('trialNothing')}</p> : null}
      {bills.map(bill => (
        <TriedBill key={`${bill.cycleStart} ${bill.payerName}`} bill={bill} />
      ))}
    </div>
  )
}

function TriedBill({ bill }: { bill: Preview['bills'][number] }) {
  const t = useRuleTexts()
  const cycle = cycleText(bill.cycleStart, bill.cycleEnd)
  return (
    <section>
      <p className="c-trial__sum">
        {t('homeTrialBill', { amount: formatMoney(bill.amountFen) })}
        {bill.payerName ? ` · ${bill.payerName}` : null}
      </p>
      <p className="c-form__note">{t('trialDays', { cycle, due: bill.dueOn })}</p>
      <LineTable lines={bill.lines} label={cycle} />
    </section>
  )
}
