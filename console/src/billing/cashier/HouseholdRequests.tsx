import { formatDateTime, formatMoney } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { Hourglass } from 'lucide-react'
import { useApprovalWords } from '../../approvals/kind-words.ts'
import { useCan } from '../../session.tsx'
import type { Household } from './HouseholdHead.tsx'
import { useCashierTexts } from './texts.ts'

/** What is asked for this household and not decided yet: whoever stands at the desk asks about it first. */
export function HouseholdRequests({ requests }: { requests: Household['requests'] }) {
  const t = useCashierTexts()
  const words = useApprovalWords()
  const mayOpen = useCan('approvals.requests.read')
  if (requests.length === 0) return null
  return (
    <section className="c-asked" aria-label={t('asked')}>
      <h3>
        <Hourglass size={14} aria-hidden /> {t('asked')}
      </h3>
      <ul>
        {requests.map(request => {
          const name = `${words(`kind.${request.kind}`)} ${formatMoney(request.amountFen)}`
          return (
            <li key={request.id}>
              {mayOpen ? (
                <Link to="/approvals" search={{ view: 'all', open: request.id }}>
                  {name}
                </Link>
              ) : (
                name
              )}
              <small>{t('askedBy', { name: request.askedByName, at: formatDateTime(request.askedAt) })}</small>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
