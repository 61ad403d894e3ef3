import { formatFen } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { GitMerge } from 'lucide-react'
import type { Household } from './HouseholdHead.tsx'
import { useCashierTexts } from './texts.ts'

const KEPT = ['outstandingFen', 'prepaidFen', 'depositFen'] as const

/** What stayed with the premises that these came from by a merge or split: owed there, or kept there. */
export function FormerHomes({ former }: { former: Household['former'] }) {
  const t = useCashierTexts()
  if (former.length === 0) return null
  return (
    <section className="c-asked" aria-label={t('formerHomes')}>
      <h3>
        <GitMerge size={14} aria-hidden /> {t('formerHomes')}
      </h3>
      <ul>
        {former.map(home => (
          <li key={home.premisesId}>
            <Link to="/cashier" search={{ premises: home.premisesId }}>
              {home.label}
            </Link>
            <small>
              {KEPT.filter(kind => home[kind] !== 0)
                .map(kind => t(`former.${kind}`, { amount: formatFen(home[kind]) }))
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
