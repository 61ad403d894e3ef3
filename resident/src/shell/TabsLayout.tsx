import { type BottomTab, BottomTabs } from '@anju/ui'
import { House, ReceiptText, UserRound, Wrench } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from '../navigation.ts'
import { useOpenModules } from '../session.tsx'
import { useTexts } from '../texts/texts.ts'

/** Which module a place needs; places that are always there need none. */
const NEEDS: Record<string, string | undefined> = { bills: 'billing', orders: 'service-desk' }

/** The app's four places with the tabs below. */
export function TabsLayout({ children }: { children: ReactNode }) {
  const t = useTexts()
  const open = useOpenModules()
  const tabs: BottomTab[] = [
    {
      key: 'home',
      label: t('tabs.home'),
      icon: <House aria-hidden="true" />,
      render: tab => <Link to="/" exact {...tab} />,
    },
    {
      key: 'bills',
      label: t('tabs.bills'),
      icon: <ReceiptText aria-hidden="true" />,
      render: tab => <Link to="/bills" {...tab} />,
    },
    {
      key: 'orders',
      label: t('tabs.orders'),
      icon: <Wrench aria-hidden="true" />,
      render: tab => <Link to="/orders" {...tab} />,
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
      {children}
      <BottomTabs label={t('tabs.label')} tabs={tabs.filter(({ key }) => open(NEEDS[key]))} />
    </>
  )
}
