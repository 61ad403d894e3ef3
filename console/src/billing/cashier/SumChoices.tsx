import { comma, formatFen } from '@anju/ui'
import type { Dispatch } from 'react'
import {
  type Desk,
  type DeskAction,
  discountOf,
  penaltyFen,
  purseFen,
  type RoundOff,
  roundedFen,
  usablePurseFen,
} from './cashier.ts'
import { useCashierTexts } from './texts.ts'

interface SumChoicesProps {
  desk: Desk
  change: Dispatch<DeskAction>
  disabled: boolean
}

const ROUND_OFFS: readonly RoundOff[] = ['none', 'fen', 'jiao']

/** What goes into the sum besides the bills: penalties as of today, prepaid money, rounding off of cash. */
export function SumChoices({ desk, change, disabled }: SumChoicesProps) {
  const t = useCashierTexts()
  const penalty = penaltyFen(desk)
  const discount = discountOf(desk)
  const used = purseFen(desk)
  const rounded = roundedFen(desk)
  return (
    <div className="c-sum">
      {penalty > 0 ? (
        <label>
          <input
            type="checkbox"
            checked={desk.withPenalty}
            disabled={disabled}
            onChange={event => change({ type: 'penalty', on: event.target.checked })}
          />
          {t('penalty')} <kbd>P</kbd>
          <output>{desk.withPenalty ? `+${formatFen(penalty)}` : formatFen(0)}</output>
        </label>
      ) : null}
      {discount.fen > 0 ? (
        <p>
          {t('discount')}
          <small>{discount.names.join(comma())}</small>
          <output>−{formatFen(discount.fen)}</output>
        </p>
      ) : null}
      {desk.prepaidFen > 0 ? (
        <label>
          <input
            type="checkbox"
            checked={desk.usePurse}
            disabled={disabled}
            onChange={event => change({ type: 'purse', on: event.target.checked })}
          />
          {t('purse')} <kbd>U</kbd>
          <small>
            {t('purseHas', { amount: formatFen(desk.prepaidFen), usable: formatFen(usablePurseFen(desk, discount)) })}
          </small>
          <output>{used > 0 ? `−${formatFen(used)}` : formatFen(0)}</output>
        </label>
      ) : null}
      {desk.method === 'cash' && desk.amountText === null ? (
        <fieldset disabled={disabled}>
          <legend className="c-unseen">{t('roundOff')}</legend>
          <span>
            {t('roundOff')} <kbd>R</kbd>
          </span>
          {ROUND_OFFS.map(roundOff => (
            <label key={roundOff} data-on={desk.roundOff === roundOff}>
              <input
                type="radio"
                name="round-off"
                className="c-unseen"
                checked={desk.roundOff === roundOff}
                onChange={() => change({ type: 'round-off', roundOff })}
              />
              {t(`roundOff.${roundOff}`)}
            </label>
          ))}
          <output>{rounded > 0 ? `−${formatFen(rounded)}` : formatFen(0)}</output>
        </fieldset>
      ) : null}
    </div>
  )
}

/** The number of a cheque, a slip or a transfer. */
export function Reference({ desk, change, next, disabled }: SumChoicesProps & { next: () => void }) {
  const t = useCashierTexts()
  const { method } = desk
  if (method === 'cash') return null
  return (
    <input
      className="c-pay__remark"
      aria-label={t('reference')}
      placeholder={t(`referenceHint.${method}`)}
      maxLength={60}
      autoComplete="off"
      value={desk.reference}
      disabled={disabled}
      onChange={event => change({ type: 'reference', text: event.target.value })}
      onKeyDown={event => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
        event.preventDefault()
        next()
      }}
    />
  )
}
