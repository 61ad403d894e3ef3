import { formatFen, formatMoney } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { type Dispatch, type RefObject, useEffect, useRef } from 'react'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { cycleText } from '../cycle-text.ts'
import { LineTable } from '../LineTable.tsx'
import { chosenFen, currentRow, type Desk, type DeskAction, discountOf, discountOfBill, spread } from './cashier.ts'
import { choosableOf, isPayable, isWhole, rowIndexOf } from './choice.ts'
import type { Household } from './HouseholdHead.tsx'
import { OwedLines } from './OwedLines.tsx'
import { useCashierTexts } from './texts.ts'
import './owed.css'

type Bill = Household['bills'][number] & { isTheirs: boolean }

/** Whose a bill is: bills of one key stand together. */
export function payerKey({ payerId, payerName, payerIs }: Household['bills'][number]): string {
  return `${payerId ?? payerName ?? ''}/${payerIs}`
}

interface OpenBillsProps {
  bills: readonly Bill[]
  desk: Desk
  change: Dispatch<DeskAction>
  disabled: boolean
  /** The table, so that the keys can tell where the focus is. */
  table: RefObject<HTMLTableElement | null>
}

/** What the household owes. The focus stands on one tick box; Space is the browser's own, the arrows are the desk's. */
export function OpenBills({ bills, desk, change, disabled, table }: OpenBillsProps) {
  const t = useCashierTexts()
  const parts = spread(desk)
  const off = discountOf(desk)
  const payable = bills.filter(isPayable)
  const all = payable.length > 0 && payable.every(bill => desk.chosen.has(bill.id) && isWhole(desk, bill))
  const current = currentRow(desk)
  const payers = new Set(bills.map(payerKey)).size
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
          heads={
            (payers > 1 || !bill.isTheirs) && (index === 0 || payerKey(bill) !== payerKey(bills[index - 1] ?? bill))
          }
          room={several ? bill.premisesLabel : null}
          at={current?.bill.id === bill.id && current.line === null}
          part={parts.get(bill.id) ?? 0}
          off={discountOfBill(off, bill)}
          desk={desk}
          change={change}
          disabled={disabled}
        />
      ))}
      <Foot desk={desk} offFen={off.fen} nowFen={[...parts.values()].reduce((sum, part) => sum + part, 0)} />
    </table>
  )
}

/** What is chosen, what of it is let off for paying ahead, and what is taken now: as in the panel beside. */
function Foot({ desk, offFen, nowFen }: { desk: Desk; offFen: number; nowFen: number }) {
  const t = useCashierTexts()
  if (desk.chosen.size === 0) return null
  return (
    <tfoot>
      <tr className="c-owed__sum">
        <td />
        <th scope="row" colSpan={3}>
          {t('sumOfChosen', { count: desk.chosen.size })}
        </th>
        <td>{formatFen(chosenFen(desk))}</td>
        <td>
          <strong>{formatFen(nowFen)}</strong>
          {offFen > 0 ? <small className="c-owed__off">{t('discountOff', { amount: formatFen(offFen) })}</small> : null}
        </td>
        <td />
      </tr>
    </tfoot>
  )
}

interface OwedBillProps {
  bill: Bill
  /** The first of a payer, where there are several or it is nobody of the home. */
  heads: boolean
  /** Of which home it is, where bills of several homes lie here. */
  room: string | null
  /** The arrow keys stand on it. */
  at: boolean
  /** What falls on it of the amount that is collected now. */
  part: number
  /** Let off for paying ahead. */
  off: number
  desk: Desk
  change: Dispatch<DeskAction>
  disabled: boolean
}

function OwedBill({ bill, heads, room, at, part, off, desk, change, disabled: asleep }: OwedBillProps) {
  const t = useCashierTexts()
  const disabled = asleep || !isPayable(bill)
  const chosen = desk.chosen.has(bill.id)
  const unfolded = desk.unfolded.has(bill.id)
  const toggle = () => change({ type: 'toggle', id: bill.id })
  return (
    <>
      {heads ? <Payer bill={bill} /> : null}
      <tbody data-chosen={chosen}>
        <tr data-at={at} onClick={event => isPlain(event.target) && !disabled && toggle()}>
          <td className="c-owed__tick">
            <BillTick bill={bill} at={at} desk={desk} change={change} disabled={disabled} />
          </td>
          <th scope="row">
            {room ? <small>{room}</small> : null}
            <Name bill={bill} />
          </th>
          <td>{cycleText(bill.cycleStart, bill.cycleEnd)}</td>
          <td className="c-owed__due">
            <span className="c-owed__date">{bill.dueOn}</span>{' '}
            {bill.overdue ? <StatusTag tone="danger">{t('overdueMark')}</StatusTag> : null}
          </td>
          <td>{formatFen(bill.outstandingFen)}</td>
          <td>
            {part > 0 && part + off < bill.outstandingFen ? <StatusTag tone="warning">{t('part')}</StatusTag> : null}{' '}
            {part > 0 ? <strong>{formatFen(part)}</strong> : <span className="c-none">–</span>}
            {off > 0 ? <small className="c-owed__off">{t('discountOff', { amount: formatFen(off) })}</small> : null}
          </td>
          <td className="c-owed__unfold">
            <button
              type="button"
              tabIndex={-1}
              aria-expanded={unfolded}
              aria-label={t('explain', { name: bill.itemName })}
              title={t('key.explain')}
              onClick={() => change({ type: 'unfold', id: bill.id })}
            >
              <ChevronRight size={16} aria-hidden />
            </button>
          </td>
        </tr>
        {unfolded ? (
          <tr>
            <td />
            <td colSpan={6}>
              {choosableOf(bill).length > 0 ? (
                <OwedLines bill={bill} desk={desk} change={change} disabled={disabled} />
              ) : (
                <LineTable lines={bill.lines} label={t('explain', { name: bill.itemName })} />
              )}
            </td>
          </tr>
        ) : null}
      </tbody>
    </>
  )
}

/** Who owes what follows, and what that person is to the home. */
function Payer({ bill }: { bill: Bill }) {
  const t = useCashierTexts()
  return (
    <tbody className="c-owed__group">
      <tr>
        <td />
        <th scope="colgroup" colSpan={6}>
          {bill.payerName ?? t('payerIs.unknown')}{' '}
          {bill.payerName === null ? null : (
            <StatusTag tone={bill.isTheirs ? 'info' : 'warning'}>{t(`payerIs.${bill.payerIs}`)}</StatusTag>
          )}{' '}
          {bill.isTheirs ? null : <span>{t('notTheirs')}</span>}
        </th>
      </tr>
    </tbody>
  )
}

/** The tick of a bill; half of it where only some of its lines are paid. */
function BillTick({ bill, at, desk, change, disabled }: Omit<OwedBillProps, 'heads' | 'room' | 'part' | 'off'>) {
  const box = useRef<HTMLInputElement>(null)
  // The arrows moved here: the focus follows, but only from one tick box to another.
  useEffect(() => {
    const among = document.activeElement?.closest('.c-owed')
    if (at && among) box.current?.focus()
  }, [at])
  const chosen = desk.chosen.has(bill.id)
  const inPart = chosen && !isWhole(desk, bill)
  return (
    <input
      ref={input => {
        box.current = input
        if (input) input.indeterminate = inPart
      }}
      type="checkbox"
      aria-label={`${bill.itemName} ${cycleText(bill.cycleStart, bill.cycleEnd)} ${formatMoney(bill.outstandingFen)}`}
      tabIndex={at ? 0 : -1}
      checked={chosen && !inPart}
      disabled={disabled}
      onChange={() => change({ type: 'toggle', id: bill.id })}
      onFocus={() => change({ type: 'move', to: rowIndexOf(desk, bill.id) })}
    />
  )
}

/** What it is for, and what has to be known of it before money is taken. */
function Name({ bill }: { bill: Bill }) {
  const t = useCashierTexts()
  return (
    <>
      {bill.itemName}
      {bill.settledFen > 0 ? (
        <small>{t('partlyPaid', { paid: formatFen(bill.settledFen), amount: formatFen(bill.amountFen) })}</small>
      ) : null}
      {bill.disputeId !== null ? (
        <small>
          <Link to="/disputes" search={{ open: bill.disputeId }}>
            {t('disputed')}
          </Link>
        </small>
      ) : null}
      {bill.debitBatchNumber !== null ? (
        <small>
          <StatusTag tone="info">{t('inFlight', { number: bill.debitBatchNumber })}</StatusTag>
        </small>
      ) : null}
      {bill.isAtCounter ? null : (
        <small>
          <StatusTag tone="info">{t('notAtCounter')}</StatusTag>
        </small>
      )}
      {bill.heldReason !== null ? <small>{t('heldBecause', { reason: bill.heldReason })}</small> : null}
      {bill.isPenaltyFrozen ? <small>{t('penaltyFrozen')}</small> : null}
      {bill.penaltyFen > 0 ? <small>{t('penaltyTag', { amount: formatFen(bill.penaltyFen) })}</small> : null}
    </>
  )
}

/** A click on the row ticks it; its controls have clicks of their own, and marking text is no click. */
function isPlain(target: EventTarget): boolean {
  const control = target instanceof Element && target.closest('button, input, a') !== null
  return !control && window.getSelection()?.isCollapsed !== false
}
