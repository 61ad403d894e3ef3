import { formatFen } from '@anju/ui'
import type { Dispatch } from 'react'
import type { Desk, DeskAction } from './cashier.ts'
import { itemsOf } from './choice.ts'
import { useCashierTexts } from './texts.ts'

interface ItemChoicesProps {
  desk: Desk
  change: Dispatch<DeskAction>
  disabled: boolean
}

/** All bills of an item at once: who comes to pay only the parking, or all but the water. */
export function ItemChoices({ desk, change, disabled }: ItemChoicesProps) {
  const t = useCashierTexts()
  const items = itemsOf(desk)
  if (items.length < 2) return null
  return (
    <fieldset className="c-homes" disabled={disabled}>
      <legend>{t('byItem')}</legend>
      {items.map(({ name, fen, taken }) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={taken === 'all'}
            ref={box => {
              if (box) box.indeterminate = taken === 'mixed'
            }}
            onChange={() => change({ type: 'toggle-item', itemName: name })}
          />
          {name} {formatFen(fen)}
        </label>
      ))}
    </fieldset>
  )
}
