import { formatFen } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { usePaymentTexts } from '../../payments/texts.ts'
import type { Household } from './HouseholdHead.tsx'
import { useCashierTexts } from './texts.ts'

const SHOWN = 5

/** What this household paid last: the answer to "didn't I pay already?". */
export function LastPayments({ payments }: { payments: Household['payments'] }) {
  const t = useCashierTexts()
  const payment = usePaymentTexts()
  return (
    <section className="c-paid-before">
      <h3>{t('payments')}</h3>
      {payments.length === 0 ? <p>{t('noPayments')}</p> : null}
      {payments.length > 0 ? (
        <table className="c-lines" aria-label={t('payments')}>
          <tbody>
            {payments.slice(0, SHOWN).map(one => (
              <tr key={one.id}>
                <th scope="row">{one.paidOn}</th>
                <td>{payment(`method.${one.method}`)}</td>
                <td className="c-lines__text">{one.cashierName}</td>
                <td className="c-lines__text">
                  {one.receiptId ? (
                    <Link to="/receipts" search={{ open: one.receiptId }} tabIndex={-1}>
                      {one.receiptNumber}
                    </Link>
                  ) : null}
                </td>
                <td>{formatFen(one.amountFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}
