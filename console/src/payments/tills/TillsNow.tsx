import { payments } from '@anju/contract'
import { formatFen, formatMoney, formatTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useTillTexts } from './texts.ts'

/** The drawers of a community as they stand, for who looks after cashiers. */
export function TillsNow({ communityId }: { communityId: string }) {
  const t = useTillTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [payments.listTills.path, communityId],
    queryFn: ({ signal }) => call(payments.listTills, { query: { communityId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data || data.items.length === 0) return null
  return (
    <section className="c-tills" aria-label={t('tillsNow')}>
      {data.items.map(till => (
        <div key={till.id} className="c-card c-tills__one">
          <p>
            {till.cashierName}
            {till.closed ? (
              <StatusTag tone="neutral">{t('closed')}</StatusTag>
            ) : till.openedAt ? (
              <StatusTag tone="success">{t('tillOpen', { time: formatTime(till.openedAt) })}</StatusTag>
            ) : (
              <StatusTag tone="neutral">{t('noShift')}</StatusTag>
            )}
          </p>
          <p>
            <strong>{formatMoney(till.dueFen)}</strong>
            {till.unclosedDay ? (
              <StatusTag tone="warning">{t('tillUnclosed', { day: till.unclosedDay })}</StatusTag>
            ) : null}
          </p>
          <small>{t('tillTaken', { amount: formatFen(till.takenFen) })}</small>
        </div>
      ))}
    </section>
  )
}
