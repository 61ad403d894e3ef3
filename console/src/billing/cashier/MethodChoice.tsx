import { Banknote, CreditCard, Landmark, ScrollText } from 'lucide-react'
import type { Method } from './cashier.ts'
import { useCashierTexts } from './texts.ts'

/** The ways money comes, with the key that chooses each. */
export const METHODS = [
  { method: 'cash', key: 'F3', digit: '1', icon: Banknote },
  { method: 'pos', key: 'F4', digit: '2', icon: CreditCard },
  { method: 'transfer', key: 'F6', digit: '3', icon: Landmark },
  { method: 'cheque', key: 'F7', digit: '4', icon: ScrollText },
] as const satisfies { method: Method; key: string; digit: string; icon: typeof Banknote }[]

interface MethodChoiceProps {
  method: Method
  choose: (method: Method) => void
  disabled: boolean
}

export function MethodChoice({ method, choose, disabled }: MethodChoiceProps) {
  const t = useCashierTexts()
  return (
    <fieldset className="c-methods" disabled={disabled}>
      <legend className="c-unseen">{t('methods')}</legend>
      {METHODS.map(({ method: one, digit, icon: Icon }) => (
        <label key={one} data-on={one === method}>
          <input
            type="radio"
            name="method"
            className="c-unseen"
            checked={one === method}
            onChange={() => choose(one)}
          />
          <Icon size={16} aria-hidden />
          {t(`method.${one}`)}
          <kbd>{digit}</kbd>
        </label>
      ))}
    </fieldset>
  )
}
