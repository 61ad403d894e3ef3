import { billing } from '@anju/contract'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../api.ts'
import { useCan } from '../../session.tsx'
import { listKey } from '../../shell/list/index.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { usePlacePageTexts } from './page-texts.ts'

interface OpenBillsProps {
  premises: readonly { id: string; label: string; communityId: string }[]
}

/** What is still owed on premises that are about to be merged or split: it stays with them. */
export function OpenBills({ premises }: OpenBillsProps) {
  const t = usePlacePageTexts()
  const may = useCan('billing.bills.read')
  const answers = useQueries({
    queries: premises.map(({ id }) => {
      const query = { premisesId: id, state: 'issued' as const, settlement: 'open' as const, limit: 1 }
      return {
        queryKey: [...listKey(billing.listBills), query],
        enabled: may,
        queryFn: ({ signal }: { signal: AbortSignal }) => call(billing.listBills, { query, signal }),
      }
    }),
  })
  if (!may) return <p className="rg-owed">{t('merge.owedHidden')}</p>
  if (answers.some(answer => answer.error)) return <p className="rg-owed">{t('merge.owedFailed')}</p>
  if (answers.some(answer => !answer.data)) return null
  const owing = premises.flatMap((one, index) => {
    const data = answers[index]?.data
    const fen = data?.sums?.outstandingFen ?? 0
    return data && fen > 0 ? [{ ...one, count: data.total, fen }] : []
  })
  if (owing.length === 0) return <p className="rg-owed">{t('merge.owedNone')}</p>
  return (
    <div className="rg-owed" data-owing role="note">
      <ul>
        {owing.map(one => (
          <li key={one.id}>
            {t('merge.owed', { label: one.label, count: one.count })}{' '}
            <MoneyText fen={one.fen} sign strong tone="danger" />{' '}
            <Link to="/bills" search={{ premisesId: one.id, community: one.communityId }} target="_blank">
              {t('merge.owedAll')}
            </Link>
          </li>
        ))}
      </ul>
      {t('merge.owedNote')}
    </div>
  )
}
