import { formatFen, formatMoney, useLocale } from '@anju/ui'
import { type Dispatch, useEffect, useRef } from 'react'
import { useBillingTexts } from '../texts.ts'
import { currentRow, type Desk, type DeskAction, discountOf } from './cashier.ts'
import { choosableOf, type PayableLine, rowIndexOf } from './choice.ts'
import type { Household } from './HouseholdHead.tsx'
import { useCashierTexts } from './texts.ts'

type Bill = Household['bills'][number]

interface OwedLinesProps {
  bill: Bill
  desk: Desk
  change: Dispatch<DeskAction>
  disabled: boolean
}

/** The lines of a bill with how each came about; those of which something is open are ticked one by one. */
export function OwedLines({ bill, desk, change, disabled }: OwedLinesProps) {
  const t = useCashierTexts()
  const words = useBillingTexts()
  const { locale } = useLocale()
  const lines = new Map(choosableOf(bill).map(line => [line.id, line]))
  const { byLine } = discountOf(desk)
  return (
    <table className="c-lines c-owed__lines" aria-label={t('explain', { name: bill.itemName })}>
      <thead>
        <tr>
          <td className="c-owed__tick" />
          <th scope="col">{words('segment')}</th>
          <th scope="col">{words('explained')}</th>
          <th scope="col">{words('lineAmount')}</th>
          <th scope="col">{t('outstanding')}</th>
        </tr>
      </thead>
      <tbody>
        {bill.lines.map(line => {
          const open = lines.get(line.id)
          return (
            <tr key={line.id} data-at={isAt(desk, line.id)}>
              <td className="c-owed__tick">
                {open ? <LineTick {...{ bill, line: open, desk, change, disabled }} name={line.segmentStart} /> : null}
              </td>
              <th scope="row">
                {line.segmentStart}
                <br />
                {line.segmentEnd}
              </th>
              <td>
                {line.words[locale]}
                {open && open.penaltyFen > 0 ? (
                  <small>{t('penaltyTag', { amount: formatFen(open.penaltyFen) })}</small>
                ) : null}
              </td>
              <td>{formatFen(line.amountFen)}</td>
              <td>
                {open ? formatFen(open.openFen) : t('linePaid')}
                {byLine.has(line.id) ? (
                  <small>{t('discountOff', { amount: formatFen(byLine.get(line.id) ?? 0) })}</small>
                ) : null}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function isAt(desk: Desk, lineId: string): boolean {
  return currentRow(desk)?.line?.id === lineId
}

function LineTick(props: OwedLinesProps & { line: PayableLine; name: string }) {
  const { bill, line, desk, change, disabled, name } = props
  const box = useRef<HTMLInputElement>(null)
  const at = isAt(desk, line.id)
  // As with bills: the focus follows the arrows from one tick box to another.
  useEffect(() => {
    if (at && document.activeElement?.closest('.c-owed')) box.current?.focus()
  }, [at])
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label={`${bill.itemName} ${name} ${formatMoney(line.openFen + line.penaltyFen)}`}
      tabIndex={at ? 0 : -1}
      checked={desk.chosen.has(bill.id) && !desk.leftOut.has(line.id)}
      disabled={disabled}
      onChange={() => change({ type: 'toggle-line', id: bill.id, lineId: line.id })}
      onFocus={() => change({ type: 'move', to: rowIndexOf(desk, bill.id, line.id) })}
    />
  )
}
