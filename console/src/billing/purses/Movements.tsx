import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ActorName } from '../../shell/show/ActorName.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { usePurseTexts } from './texts.ts'
import '../billing.css'

interface Movement {
  id: string
  kind:
    | 'top-up'
    | 'offset'
    | 'refund'
    | 'transfer-out'
    | 'transfer-in'
    | 'credit'
    | 'opening'
    | 'reversal'
    | 'received'
    | 'deducted'
    | 'refunded'
  movedOn: string
  amountFen: number
  /** The balance after it; null where none is kept. */
  afterFen: number | null
  actorName: string
  reason: string | null
}

interface MovementsProps {
  /** Key of the question: it begins with the route's path, so that what changes the list changes this. */
  of: readonly [path: string, id: string]
  read: (signal: AbortSignal) => Promise<Movement[]>
  children?: ReactNode
}

/** What moved prepaid money or a deposit, newest first, below what it is. */
export function Movements({ of, read, children }: MovementsProps) {
  const { data, error, refetch } = useQuery({ queryKey: of, queryFn: ({ signal }) => read(signal) })
  const slow = useDelayed(!data && !error)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return slow ? <div className="c-bone" style={{ height: 240 }} /> : null
  return (
    <div className="c-sections">
      {children}
      <MovementTable movements={data} />
    </div>
  )
}

function MovementTable({ movements }: { movements: readonly Movement[] }) {
  const t = usePurseTexts()
  const hasBalance = movements.some(one => one.afterFen !== null)
  return (
    <table className="c-lines" aria-label={t('movements')}>
      <thead>
        <tr>
          <th scope="col">{t('movedOn')}</th>
          <th scope="col" className="c-lines__text">
            {t('kind')}
          </th>
          <th scope="col">{t('amount')}</th>
          {hasBalance ? <th scope="col">{t('after')}</th> : null}
          <th scope="col" className="c-lines__text">
            {t('by')}
          </th>
        </tr>
      </thead>
      <tbody>
        {movements.map(one => (
          <tr key={one.id}>
            <th scope="row">{one.movedOn}</th>
            <td className="c-lines__text">
              {t(`move.${one.kind}`)}
              {one.reason ? ` · ${one.reason}` : ''}
            </td>
            <td>
              <MoneyText fen={one.amountFen} />
            </td>
            {hasBalance ? <td>{one.afterFen === null ? '–' : <MoneyText fen={one.afterFen} />}</td> : null}
            <td className="c-lines__text">
              <ActorName name={one.actorName} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
