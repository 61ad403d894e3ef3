import { type BottomTab, BottomTabs } from '@anju/ui'
import { Link, Outlet } from '@tanstack/react-router'
import { ClipboardList, UserRound } from 'lucide-react'
import { useTexts } from '../texts/texts.ts'

/** The app's places with the tabs below. */
export function TabsLayout() {
  const t = useTexts()
  const tabs: BottomTab[] = [
    {
      key: 'tasks',
      label: t('tabs.tasks'),
      icon: <ClipboardList aria-hidden="true" />,
      render: tab => <Link to="/" activeOptions={{ exact: true, includeSearch: false }} {...tab} />,
    },
    {
      key: 'me',
      label: t('tabs.me'),
      icon: <UserRound aria-hidden="true" />,
      render: tab => <Link to="/me" {...tab} />,
    },
  ]
  return (
    <>
      <Outlet />
      <BottomTabs label={t('tabs.label')} tabs={tabs} />
    </>
  )
}
