import { isOpenSomewhere } from '@anju/contract'
import { type BottomTab, BottomTabs } from '@anju/ui'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Bell, CalendarClock, ClipboardList, Gauge, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { unreadQuery } from '../messaging/notices.ts'
import { useMessagingTexts } from '../messaging/texts.ts'
import { useReadingTexts } from '../metering/texts.ts'
import { Link } from '../navigation.ts'
import { taskListQuery } from '../service-desk/task-queries.ts'
import { useServiceDeskTexts } from '../service-desk/texts.ts'
import { readsMeters, useMe } from '../session.tsx'
import { useTexts } from '../texts/texts.ts'

/** The app's places with the tabs below. */
export function TabsLayout({ children }: { children: ReactNode }) {
  const t = useTexts()
  const tasks = useServiceDeskTexts()
  const messages = useMessagingTexts()
  const readings = useReadingTexts()
  const { data: unread = 0 } = useQuery(unreadQuery)
  const me = useMe()
  const works = me?.permissions.includes('service-desk.orders.work') ?? false
  const { data } = useInfiniteQuery({ ...taskListQuery('open'), enabled: works })
  const rows = data?.pages.flatMap(page => page.data.items) ?? []
  const count = rows.filter(task => task.state === 'assigned').length
  // Somebody remembered from before the switches had no list of them.
  const open = works && isOpenSomewhere(me?.modules ?? [], 'service-desk')
  const shown: Record<string, boolean | undefined> = {
    tasks: open,
    rounds: me !== null && readsMeters(me),
    shift: me?.permissions.includes('workforce.self') ?? false,
  }
  const tabs: BottomTab[] = [
    {
      key: 'tasks',
      label: t('tabs.tasks'),
      icon: <ClipboardList aria-hidden="true" />,
      badge: { count, label: tasks('toAccept', { count }) },
      render: tab => <Link to="/" exact {...tab} />,
    },
    {
      key: 'rounds',
      label: readings('title'),
      icon: <Gauge aria-hidden="true" />,
      render: tab => <Link to="/me/rounds" {...tab} />,
    },
    {
      key: 'shift',
      label: t('tabs.shift'),
      icon: <CalendarClock aria-hidden="true" />,
      render: tab => <Link to="/shift" {...tab} />,
    },
    {
      key: 'notices',
      label: t('tabs.notices'),
      icon: <Bell aria-hidden="true" />,
      badge: { count: unread, label: messages('unreadCount', { count: unread }) },
      render: tab => <Link to="/notices" {...tab} />,
    },
    {
      key: 'me',
      label: t('tabs.me'),
      icon: <UserRound aria-hidden="true" />,
      render: tab => <Link to="/me" exact {...tab} />,
    },
  ]
  return (
    <>
      {children}
      <BottomTabs label={t('tabs.label')} tabs={tabs.filter(tab => shown[tab.key] ?? true)} />
    </>
  )
}
