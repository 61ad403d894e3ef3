import { Bell, ReceiptText, UsersRound, Wrench } from 'lucide-react'
import { Link } from '../navigation.ts'
import { useOpenModules } from '../session.tsx'
import type { Household } from './my-home.ts'
import { usePortalTexts } from './texts.ts'

/** The four large ways in of a home; two side by side, one below the other in elder mode. */
export function HomeActions({ household }: { household: Household }) {
  const { premisesId, communityId } = household
  const t = usePortalTexts()
  const open = useOpenModules(communityId)
  return (
    <nav className="re-actions" aria-label={t('actions')}>
      {open('billing') ? (
        <Link to="/bills" className="re-action">
          <span className="re-action__icon">
            <ReceiptText aria-hidden="true" />
          </span>
          <span>
            <span className="re-action__title">{t('bills')}</span>
            <span className="re-action__text">{t('billsText')}</span>
          </span>
        </Link>
      ) : null}
      {open('service-desk') ? (
        <Link to="/orders/new" className="re-action">
          <span className="re-action__icon">
            <Wrench aria-hidden="true" />
          </span>
          <span>
            <span className="re-action__title">{t('repair')}</span>
            <span className="re-action__text">{t('repairText')}</span>
          </span>
        </Link>
      ) : null}
      <Link to="/homes/$premisesId" params={{ premisesId }} className="re-action">
        <span className="re-action__icon">
          <UsersRound aria-hidden="true" />
        </span>
        <span>
          <span className="re-action__title">{t('home')}</span>
          <span className="re-action__text">{t('homeText')}</span>
        </span>
      </Link>
      <Link to="/notices" className="re-action">
        <span className="re-action__icon">
          <Bell aria-hidden="true" />
        </span>
        <span>
          <span className="re-action__title">{t('notices')}</span>
          <span className="re-action__text">{t('noticesText')}</span>
        </span>
      </Link>
    </nav>
  )
}
