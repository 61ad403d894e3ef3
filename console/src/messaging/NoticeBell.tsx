import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Bell } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useRealtime } from '../realtime.ts'
import { CountBadge } from '../shell/CountBadge.tsx'
import { renewNotices, unreadQuery } from './notices.ts'
import { useMessagingTexts } from './texts.ts'
import './bell.css'

const NoticeDrawer = lazy(async () => ({ default: (await import('./NoticeDrawer.tsx')).NoticeDrawer }))

/** The bell of the top bar: how many notices wait; opens the latest on the right. */
export function NoticeBell() {
  const t = useMessagingTexts()
  const [open, setOpen] = useState(false)
  const [wasOpen, setWasOpen] = useState(false)
  const { data: unread = 0 } = useQuery(unreadQuery)
  useRealtime(['messaging.noticesChanged'], renewNotices)
  const label = unread > 0 ? t('bell', { count: unread }) : t('bell.none')
  return (
    <>
      <Button
        type="text"
        icon={
          <span className="ms-bell">
            <Bell size={16} aria-hidden />
            <CountBadge count={unread} />
          </span>
        }
        aria-label={label}
        title={label}
        aria-haspopup="dialog"
        onClick={() => {
          setWasOpen(true)
          setOpen(true)
        }}
      />
      {wasOpen ? (
        <Suspense fallback={null}>
          <NoticeDrawer open={open} close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
