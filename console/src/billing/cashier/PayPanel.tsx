import { formatFen } from '@anju/ui'
import { Button } from 'antd'
import { CircleAlert } from 'lucide-react'
import type { Dispatch, KeyboardEvent, RefObject } from 'react'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { ChannelChoice } from './ChannelChoice.tsx'
import {
  amountFen,
  changeFen,
  chosenFen,
  type Desk,
  type DeskAction,
  type DeskProblem,
  payableFen,
  prepayFen,
  problemOf,
  tenderedFen,
} from './cashier.ts'
import { isPayable } from './choice.ts'
import { MethodChoice } from './MethodChoice.tsx'
import { Reference, SumChoices } from './SumChoices.tsx'
import { TillHint } from './TillHint.tsx'
import { useCashierTexts } from './texts.ts'
import type { DeskChannel } from './useDeskChannel.ts'

export interface PayFields {
  amount: RefObject<HTMLInputElement | null>
  tendered: RefObject<HTMLInputElement | null>
  confirm: RefObject<HTMLButtonElement | null>
}

interface PayPanelProps {
  desk: Desk
  change: Dispatch<DeskAction>
  fields: PayFields
  /** To the next field, or to the button. */
  next: (from: 'amount' | 'remark') => void
  confirm: () => void
  sending: boolean
  /** By which channel a card is charged. */
  channel: DeskChannel
  communityId: string
  /** Why the last try was refused. */
  error: Error | null
}

const onEnter = (act: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
  event.preventDefault()
  act()
}

/** 应收, what of it is taken now, 实收 and 找零, and the one button that takes it. */
export function PayPanel(panel: PayPanelProps) {
  const { desk, change, fields, next, confirm, sending, channel, communityId, error } = panel
  const t = useCashierTexts()
  const problem = problemOf(desk)
  const amount = amountFen(desk)
  const shown = formatFen(amount ?? 0)
  const handBack = changeFen(desk)
  return (
    <aside className="c-pay" aria-label={t('panel')}>
      <div className="c-pay__due">
        <span>
          {t('due')}
          <small>{t('chosenCount', { count: desk.chosen.size, of: desk.bills.filter(isPayable).length })}</small>
        </span>
        <output className="c-pay__figure">{formatFen(chosenFen(desk))}</output>
      </div>
      <SumChoices desk={desk} change={change} disabled={sending} />
      <Amount desk={desk} change={change} field={fields.amount} next={() => next('amount')} disabled={sending} />
      <MethodChoice method={desk.method} choose={method => change({ type: 'method', method })} disabled={sending} />
      {desk.method === 'pos' ? <ChannelChoice channel={channel} disabled={sending} /> : null}
      <Reference desk={desk} change={change} next={() => next('remark')} disabled={sending} />
      <Tendered desk={desk} change={change} field={fields.tendered} confirm={confirm} disabled={sending} />
      <div className="c-pay__row">
        <span>{t('change')}</span>
        <output className="c-pay__figure" data-some={handBack !== null && handBack > 0} aria-live="polite">
          {handBack === null ? '–' : formatFen(handBack)}
        </output>
      </div>
      <input
        className="c-pay__remark"
        aria-label={t('remark')}
        placeholder={`${t('remark')} · ${t('remarkPlaceholder')}`}
        maxLength={100}
        value={desk.remark}
        disabled={sending}
        onChange={event => change({ type: 'remark', text: event.target.value })}
        onKeyDown={onEnter(() => next('remark'))}
      />
      <TillHint communityId={communityId} method={desk.method} />
      <FailureAlert error={error} />
      <Problem desk={desk} problem={problem} />
      <Button
        ref={fields.confirm}
        type="primary"
        className="c-pay__confirm"
        disabled={problem !== null}
        loading={sending}
        onClick={confirm}
      >
        {sending ? t('confirming', { amount: shown }) : t('confirm', { amount: shown })}
        {sending || problem !== null ? null : <kbd>Enter</kbd>}
      </Button>
    </aside>
  )
}

interface FieldProps {
  desk: Desk
  change: Dispatch<DeskAction>
  field: RefObject<HTMLInputElement | null>
  disabled: boolean
}

const AMOUNT_PROBLEMS: readonly (DeskProblem | null)[] = ['amount-wrong', 'amount-zero']

function Amount({ desk, change, field, next, disabled }: FieldProps & { next: () => void }) {
  const t = useCashierTexts()
  const due = payableFen(desk)
  const amount = amountFen(desk)
  const ahead = prepayFen(desk)
  const wrong = AMOUNT_PROBLEMS.includes(problemOf(desk))
  const isPart = !wrong && desk.amountText !== null && amount !== null && amount < due
  return (
    <div>
      <div className="c-pay__row">
        <label htmlFor="cashier-amount">
          {t('collectNow')} <kbd>F8</kbd>
        </label>
        <input
          id="cashier-amount"
          ref={field}
          className="c-pay__amount"
          inputMode="decimal"
          autoComplete="off"
          maxLength={16}
          value={desk.amountText ?? formatFen(amount ?? 0)}
          aria-invalid={wrong}
          disabled={disabled}
          onFocus={event => event.target.select()}
          onChange={event => change({ type: 'amount', text: event.target.value })}
          onKeyDown={onEnter(next)}
        />
      </div>
      {ahead > 0 ? <Ahead desk={desk} change={change} fen={ahead} disabled={disabled} /> : null}
      {isPart ? (
        <p className="c-pay__part">
          {t('partHint', { left: formatFen(due - amount) })}
          <button type="button" onClick={() => change({ type: 'amount', text: null })}>
            {t('collectAll')}
          </button>
        </p>
      ) : null}
    </div>
  )
}

/** What is more than owed is kept as prepaid money: for anything, or for one of the items that are charged here. */
function Ahead({ desk, change, fen, disabled }: Omit<FieldProps, 'field'> & { fen: number }) {
  const t = useCashierTexts()
  return (
    <p className="c-pay__part">
      {t('prepayHint', { amount: formatFen(fen) })}
      {desk.prepayItems.length > 0 ? (
        <select
          className="c-pay__for"
          aria-label={t('prepayFor')}
          value={desk.prepayItemId ?? ''}
          disabled={disabled}
          onChange={event => change({ type: 'prepay-item', itemId: event.target.value || null })}
        >
          <option value="">{t('prepayForAny')}</option>
          {desk.prepayItems.map(item => (
            <option key={item.id} value={item.id}>
              {t('prepayForItem', { name: item.name })}
            </option>
          ))}
        </select>
      ) : null}
    </p>
  )
}

/** Cash is typed; a card or a transfer brings exactly the amount. */
function Tendered({ desk, change, field, confirm, disabled }: FieldProps & { confirm: () => void }) {
  const t = useCashierTexts()
  const problem = problemOf(desk)
  const wrong = problem === 'tendered-wrong' || problem === 'tendered-too-little'
  if (desk.method !== 'cash')
    return (
      <div className="c-pay__row">
        <span>{t('tendered')}</span>
        <output className="c-pay__figure">{formatFen(tenderedFen(desk) ?? 0)}</output>
      </div>
    )
  return (
    <div className="c-pay__row">
      <label htmlFor="cashier-tendered">
        {t('tendered')}
        <small>{t('tenderedCash')}</small>
      </label>
      <input
        id="cashier-tendered"
        ref={field}
        className="c-pay__figure"
        inputMode="decimal"
        autoComplete="off"
        maxLength={16}
        placeholder={formatFen(amountFen(desk) ?? 0)}
        value={desk.tenderedText}
        aria-invalid={wrong}
        disabled={disabled}
        onFocus={event => event.target.select()}
        onChange={event => change({ type: 'tendered', text: event.target.value })}
        onKeyDown={onEnter(confirm)}
      />
    </div>
  )
}

/** Why the button cannot be pressed. */
function Problem({ desk, problem }: { desk: Desk; problem: DeskProblem | null }) {
  const t = useCashierTexts()
  if (problem === null) return <p className="c-pay__problem" role="status" />
  const lack = (amountFen(desk) ?? 0) - (tenderedFen(desk) ?? 0)
  const words =
    problem === 'tendered-too-little'
      ? t('problem.tendered-too-little', { lack: formatFen(lack) })
      : t(`problem.${problem}`)
  return (
    <p className="c-pay__problem" role="status">
      <CircleAlert size={14} aria-hidden /> {words}
    </p>
  )
}
