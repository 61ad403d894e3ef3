import { Link } from '@tanstack/react-router'
import { HomesCards } from './HomesPage.tsx'
import { useFundTexts } from './texts.ts'
import './funds.css'

/** The maintenance fund by home, on its account: what homes have together, who tops up, and the way to the list. */
export function FundHomes({ communityId }: { communityId: string }) {
  const t = useFundTexts()
  return (
    <section className="fd-items">
      <h2>
        {t('homes.title')}{' '}
        <Link to="/fund-homes" search={{ community: communityId }} className="fd-more">
          {t('homes.toList')}
        </Link>{' '}
        <Link to="/fund-homes" search={{ community: communityId, state: 'short' }} className="fd-more">
          {t('homes.toShort')}
        </Link>
      </h2>
      <HomesCards communityId={communityId} />
    </section>
  )
}
