import { formatFen } from '@anju/ui'
import { ChevronRight } from 'lucide-react'
import { type Dispatch, type RefObject, useEffect, useRef } from 'react'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { cycleText } from '../cycle-text.ts'
import { LineTable } from '../LineTable.tsx'
import { type Desk, type DeskAction, spread } from './cashier.ts'
import type { Household } from './HouseholdHead.tsx'
import { useCashierTexts } from './texts.ts'
import './owed.css'

type Bill = Household['bills'][number]

interface OpenBillsProps {
  bills: readonly Bill[]
  desk: Desk
  change: Dispatch<DeskAction>
  /** Bills whose arithmetic is unfolded. */
  unfolded: ReadonlySet<string>
  unfold: (id: string) => void
  disabled: boolean
  /** The table, so that the keys can tell where the focus is. */
  table: RefObject<HTMLTableElement | null>
}

/** What the household owes. The focus stands on one tick box; Space is the browser's own, the arrows are the desk's. */
export function OpenBills({ bills, desk, change, unfolded, unfold, disabled, table }: OpenBillsProps) {
  const t = useCashierTexts()
  const parts = spread(desk)
  const all = desk.chosen.size === bills.length
  const several = new Set(bills.map(bill => bill.premisesId)).size > 1
  return (
    <table className="c-owed" aria-label={t('bills')} ref={table}>
      <thead>
        <tr>
          <td className="c-owed__tick">
            <input
              type="checkbox"
              aria-label={t('chooseAll')}
              tabIndex={-1}
              checked={all}
              ref={box => {
                if (box) box.indeterminate = !all && desk.chosen.size > 0
              }}
              disabled={disabled}
              onChange={() => change({ type: 'toggle-all' })}
            />
          </td>
          <th scope="col">{t('item')}</th>
          <th scope="col">{t('cycle')}</th>
          <th scope="col">{t('dueOn')}</th>
          <th scope="col">{t('outstanding')}</th>
          <th scope="col">{t('now')}</th>
          <td className="c-owed__unfold" />
        </tr>
      </thead>
      {bills.map((bill, index) => (
        <OwedBill
          key={bill.id}
          bill={bill}
          room={several ? bill.premisesLabel : null}
          at={desk.cursor === index}
          chosen={desk.chosen.has(bill.id)}
          part={parts.get(bill.id) ?? 0}
          unfolded={unfolded.has(bill.id)}
          unfold={() => unfold(bill.id)}
          disabled={disabled}
          toggle={() => change({ type: 'toggle', id: bill.id })}
          arrive={() => change({ type: 'move', to: index })}
        />
      ))}
    </table>
  )
}

interface OwedBillProps {
  bill: Bill
  /** Whose it is, where bills of several homes lie here. */
  room: string | null
  at: boolean
  chosen: boolean
  /** What falls on it of the amount that is collected now. */
  part: number
  unfolded: boolean
  unfold: () => void
  disabled: boolean
  toggle: () => void
  arrive: () => void
}

function OwedBill(props: OwedBillProps) {
  const { bill, room, at, chosen, part, unfolded, unfold, disabled, toggle, arrive } = props
  const t = useCashierTexts()
  const box = useRef<HTMLInputElement>(null)
  // The arrows moved here: the focus follows, but only from one tick box to another.
  useEffect(() => {
    const among = document.activeElement?.closest('.c-owed')
    if (at && among) box.current?.focus()
  }, [at])
  return (
    <tbody data-chosen={chosen} data-at={at}>
      <tr onClick={event => isPlain(event.target) && !disabled && toggle()}>
        <td className="c-owed__tick">
          <input
            ref={box}
            type="checkbox"
            aria-label={`${bill.itemName} ${cycleText(bill.cycleStart, bill.cycleEnd)} ¥${formatFen(bill.outstandingFen)}`}
            tabIndex={at ? 0 : -1}
            checked={chosen}
            disabled={disabled}
            onChange={toggle}
            onFocus={arrive}
          />
        </td>
        <th scope="row">
          {room ? <small>{room}</small> : null}
          {bill.itemName}
          {bill.settledFen > 0 ? (
            <small>{t('partlyPaid', { paid: formatFen(bill.settledFen), amount: formatFen(bill.amountFen) })}</small>
          ) : null}
          {bill.heldReason !== null ? <small>{t('heldBecause', { reason: bill.heldReason })}</small> : null}
          {bill.penaltyFen > 0 ? <small>{t('penaltyTag', { amount: formatFen(bill.penaltyFen) })}</small> : null}
        </th>
        <td>{cycleText(bill.cycleStart, bill.cycleEnd)}</td>
        <td className="c-owed__due">
          <span className="c-owed__date">{bill.dueOn}</span>{' '}
          {bill.overdue ? <StatusTag tone="danger">{t('overdueMark')}</StatusTag> : null}
        </td>
        <td>{formatFen(bill.outstandingFen)}</td>
        <td>
          {part > 0 && part < bill.outstandingFen ? <StatusTag tone="warning">{t('part')}</StatusTag> : null}{' '}
          {part > 0 ? <strong>{formatFen(part)}</strong> : <span className="c-none">–</span>}
        </td>
        <td className="c-owed__unfold">
          <button
            type="button"
            tabIndex={-1}
            aria-expanded={unfolded}
            aria-label={t('explain', { name: bill.itemName })}
            title={t('key.explain')}
            onClick={unfold}
          >
            <ChevronRight size={16} aria-hidden />
          </button>
        </td>
      </tr>
      {unfolded ? (
        <tr>
          <td />
          <td colSpan={6}>
            <LineTable lines={bill.lines} label={t('explain', { name: bill.itemName })} />
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}

/** A click on the row ticks it; its controls have clicks of their own, and marking text is no click. */
function isPlain(target: EventTarget): boolean {
  const control = target instanceof Element && target.closest('button, input, a') !== null
  return !control && window.getSelection()?.isCollapsed !== false
}
