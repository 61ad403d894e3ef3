import type { portal, WireResponseOf } from '@anju/contract'
import { formatFen, ListRow, Money, StatusTag } from '@anju/ui'
import { Link } from '../navigation.ts'
import { useBillTexts } from './bill-texts.ts'
import { useBillingTexts } from './texts.ts'

export type BillRow = WireResponseOf<typeof portal.listMyBills>['items'][number]

/** One bill in a list: what for, which time, and what is still to pay. */
export function BillListRow({ bill }: { bill: BillRow }) {
  const t = useBillingTexts()
  const words = useBillTexts()
  const open = bill.outstandingFen > 0
  return (
    <ListRow
      render={row => <Link to="/bills/$billId" params={{ billId: bill.id }} {...row} />}
      title={bill.itemName}
      description={
        <>
          <span className="re-line">{t('cycle', { from: bill.cycleStart, to: bill.cycleEnd })}</span>
          {open && bill.debitOn ? (
            <span className="re-line">{t('debitOn', { date: bill.debitOn })}</span>
          ) : open && !bill.overdue ? (
            <span className="re-line">{t('dueOn', { date: bill.dueOn })}</span>
          ) : null}
          {open && bill.settledFen > 0 ? (
            <span className="re-line">{t('partly', { amount: formatFen(bill.settledFen) })}</span>
          ) : null}
        </>
      }
      value={
        <span className="re-bill__value">
          <span className="re-bill__amount">
            <Money fen={open ? bill.outstandingFen : bill.amountFen} size="large" />
          </span>
          {open && bill.debitOn ? (
            <StatusTag tone="info">{words('inDebit')}</StatusTag>
          ) : open && bill.overdue ? (
            <StatusTag tone="danger">{t('overdue')}</StatusTag>
          ) : null}
          {bill.isHeld ? <StatusTag tone="warning">{words('held')}</StatusTag> : null}
          {bill.kind === 'correction' && !bill.isVoided ? (
            <StatusTag tone="info">{words('corrected')}</StatusTag>
          ) : null}
          {bill.isVoided ? <StatusTag tone="neutral">{words('voided')}</StatusTag> : null}
          {open || bill.isVoided || bill.amountFen < 0 ? null : <StatusTag tone="success">{t('settled')}</StatusTag>}
        </span>
      }
    />
  )
}
