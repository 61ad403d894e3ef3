import { Link } from '@tanstack/react-router'
import { useCan } from '../../session.tsx'
import type { PersonDetail } from './people.ts'
import { usePersonTexts } from './person-texts.ts'

/** Where else this person matters: the cashier's desk of each household of today. */
export function PersonLinks({ of }: { of: PersonDetail }) {
  const t = usePersonTexts()
  const mayCollect = useCan('billing.bills.read')
  if (!mayCollect || of.premises.length === 0) return null
  const homes = [...new Map(of.premises.map(premises => [premises.id, premises])).values()]
  return (
    <section className="rg-links">
      <h3>{t('links')}</h3>
      <ul className="rg-plain">
        {homes.map(({ id, label }) => (
          <li key={id}>
            <Link to="/premises" search={{ open: id }}>
              {label}
            </Link>{' '}
            ·{' '}
            <Link to="/cashier" search={{ premises: id }}>
              {t('link.bills')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
