import { CountBadge } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Bell } from 'lucide-react'
import { Link } from '../navigation.ts'
import { unreadQuery } from './notices.ts'
import { useMessagingTexts } from './texts.ts'

/** The way to the inbox from the home page, with how many wait. */
export function NoticesButton() {
  const t = useMessagingTexts()
  const { data: unread = 0 } = useQuery(unreadQuery)
  return (
    <Link to="/notices" className="aj-icon-button re-bell" title={t('title')}>
      <span className="aj-hidden">{t('title')}</span>
      <Bell aria-hidden="true" />
      {unread > 0 ? (
        <span className="re-bell__count">
          <CountBadge count={unread} label={t('unreadCount', { count: unread })} />
        </span>
      ) : null}
    </Link>
  )
}
