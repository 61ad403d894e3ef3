import { payments } from '@anju/contract'
import { formatFen, formatTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Banknote } from 'lucide-react'
import { call, queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { usePaymentTexts } from '../../payments/texts.ts'
import { useRealtime } from '../../realtime.ts'
import { useCan } from '../../session.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { todayHere } from '../../workforce/days.ts'
import { useCashierTexts } from './texts.ts'

const SHOWN = 12

/** What the desk shows between two households: what was taken today; a void receipt took nothing, so neither the sum nor the count has it. */
export function TodayPanel() {
  const t = useCashierTexts()
  const { id: communityId } = useCommunity()
  const mayRead = useCan('payments.receipts.read')
  const today = todayHere()
  const query = useQuery({
    queryKey: [payments.listReceipts.path, 'today', communityId, today],
    enabled: mayRead,
    queryFn: ({ signal }) =>
      call(payments.listReceipts, {
        query: { communityId, from: today, to: today, state: 'valid', limit: SHOWN },
        signal,
      }),
  })
  useRealtime(['payments.*'], () => void queryClient.invalidateQueries({ queryKey: [payments.listReceipts.path] }))
  const slow = useDelayed(query.isLoading)
  if (!mayRead)
    return (
      <StatePage level="part" icon={Banknote} title={t('title')}>
        {t('todayForbidden')}
      </StatePage>
    )
  if (query.error && !query.data) return <FailureNotice error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return slow ? <div className="c-bone" style={{ height: 240, margin: 16 }} /> : null
  if (query.data.total === 0)
    return (
      <StatePage level="part" icon={Banknote} title={t('todayNone')}>
        {t('todayNoneText')}
      </StatePage>
    )
  const { items, total, sums } = query.data
  return (
    <section className="c-today">
      <h2>
        {t('today')}
        <span className="c-today__sums">{t('todaySums', { count: total, sum: formatFen(sums.amountFen) })}</span>
      </h2>
      <TodayTable receipts={items} />
    </section>
  )
}

interface TodayTableProps {
  receipts: {
    id: string
    number: string
    premisesLabel: string
    payerName: string
    method: 'cash' | 'transfer' | 'pos' | 'cheque' | 'direct-debit'
    paidAt: string
    amountFen: number
  }[]
}

function TodayTable({ receipts }: TodayTableProps) {
  const t = useCashierTexts()
  const payment = usePaymentTexts()
  return (
    <table className="c-lines" aria-label={t('today')}>
      <thead>
        <tr>
          <th scope="col">{t('paidAt')}</th>
          <th scope="col">{t('premises')}</th>
          <th scope="col" className="c-lines__text">
            {t('payer')}
          </th>
          <th scope="col" className="c-lines__text">
            {t('method')}
          </th>
          <th scope="col" className="c-lines__text">
            {t('receipt')}
          </th>
          <th scope="col">{t('amount')}</th>
        </tr>
      </thead>
      <tbody>
        {receipts.map(receipt => (
          <tr key={receipt.id}>
            <th scope="row">{formatTime(receipt.paidAt)}</th>
            <td>{receipt.premisesLabel}</td>
            <td className="c-lines__text">{receipt.payerName}</td>
            <td className="c-lines__text">{payment(`method.${receipt.method}`)}</td>
            <td className="c-lines__text">
              <Link to="/receipts" search={{ open: receipt.id }}>
                {receipt.number}
              </Link>
            </td>
            <td>{formatFen(receipt.amountFen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
