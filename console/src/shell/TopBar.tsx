import { LOCALE_NAMES, LOCALES, type Locale, useLocale } from '@anju/ui'
import { useRouter } from '@tanstack/react-router'
import { App, Button, Dropdown, type MenuProps, Modal } from 'antd'
import { ArrowRightLeft, Check, ChevronDown, Languages, LogOut, Rows3, Search, ShieldCheck } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { enterCompany, useSwitchCompany } from '../identity/security/useSwitchCompany.ts'
import { NoticeBell } from '../messaging/NoticeBell.tsx'
import { type Density, setPreferences, usePreferences } from '../preferences.ts'
import { useRefusalText } from '../refusal.ts'
import { type Actor, endSession } from '../session.tsx'
import { useConsoleTexts } from '../texts/texts.ts'
import { CommunitySwitcher } from './CommunitySwitcher.tsx'
import { useSearchPalette } from './search/SearchProvider.tsx'
import './topbar.css'

const TotpForm = lazy(async () => ({ default: (await import('./sign-in/TotpForm.tsx')).TotpForm }))

/** Community, global search, language, density, and the menu of the signed-in person. */
export function TopBar({ actor }: { actor: Actor }) {
  return (
    <header className="c-topbar">
      <CommunitySwitcher actor={actor} />
      <SearchButton />
      <div className="c-topbar__end">
        <NoticeBell />
        <DensityMenu />
        <LanguageMenu />
        <MeMenu actor={actor} />
      </div>
    </header>
  )
}

function SearchButton() {
  const t = useConsoleTexts()
  const { open } = useSearchPalette()
  return (
    <button type="button" className="c-search-button" onClick={open} aria-keyshortcuts="Control+K /">
      <Search size={14} aria-hidden />
      <span className="c-search-button__words">{t('search.placeholder')}</span>
      <kbd>Ctrl K</kbd>
    </button>
  )
}

function checked(on: boolean) {
  return on ? <Check size={14} aria-hidden /> : <span style={{ display: 'inline-block', width: 14 }} />
}

function LanguageMenu() {
  const t = useConsoleTexts()
  const { locale, setLocale } = useLocale()
  const items = LOCALES.map(one => ({
    key: one,
    label: <span lang={one}>{LOCALE_NAMES[one]}</span>,
    icon: checked(one === locale),
  }))
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, selectedKeys: [locale], onClick: ({ key }) => setLocale(key as Locale) }}
    >
      <Button
        type="text"
        icon={<Languages size={16} aria-hidden />}
        aria-label={t('shell.language')}
        title={t('shell.language')}
      />
    </Dropdown>
  )
}

function DensityMenu() {
  const t = useConsoleTexts()
  const { density } = usePreferences()
  const names: Record<Density, string> = { regular: t('shell.densityRegular'), compact: t('shell.densityCompact') }
  const items = (['regular', 'compact'] as const).map(one => ({
    key: one,
    label: names[one],
    icon: checked(one === density),
  }))
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, selectedKeys: [density], onClick: ({ key }) => setPreferences({ density: key as Density }) }}
    >
      <Button
        type="text"
        icon={<Rows3 size={16} aria-hidden />}
        aria-label={t('shell.density')}
        title={t('shell.density')}
      />
    </Dropdown>
  )
}

function MeMenu({ actor }: { actor: Actor }) {
  const t = useConsoleTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const router = useRouter()
  const { others, change, awaiting, stopAwaiting } = useSwitchCompany()
  const signOut = () => endSession().catch(error => message.error(`${t('shell.signOutFailed')} · ${explain(error)}`))
  const items: MenuProps['items'] = [
    {
      key: 'who',
      type: 'group',
      label: (
        <span className="c-me-card">
          <strong>{actor.name}</strong>
          <span>{actor.company.name}</span>
          <span>{actor.roles.join(' · ')}</span>
        </span>
      ),
    },
    { type: 'divider' },
    ...others.map(other => ({
      key: other.companyId,
      label: t('shell.enterCompany', { company: other.company }),
      icon: <ArrowRightLeft size={14} aria-hidden />,
      onClick: () => change(other),
    })),
    {
      key: 'security',
      label: t('shell.security'),
      icon: <ShieldCheck size={14} aria-hidden />,
      onClick: () => void router.navigate({ href: '/me/security' }),
    },
    { key: 'sign-out', label: t('shell.signOut'), icon: <LogOut size={14} aria-hidden />, onClick: signOut },
  ]
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
        <button type="button" className="c-me" aria-label={t('shell.me', { name: actor.name })} aria-haspopup="menu">
          <span className="c-me__face" aria-hidden>
            {actor.name.slice(0, 1)}
          </span>
          <span className="c-me__words" aria-hidden>
            <span>{actor.name}</span>
            <small>{actor.company.name}</small>
          </span>
          <ChevronDown size={14} aria-hidden />
        </button>
      </Dropdown>
      <Modal
        open={awaiting !== undefined}
        title={awaiting ? t('shell.companyTotp', { company: awaiting.company }) : ''}
        onCancel={stopAwaiting}
        footer={null}
        width={400}
        destroyOnHidden
      >
        {awaiting ? (
          <Suspense fallback={null}>
            <TotpForm ticket={awaiting.ticket} onDone={enterCompany} back={stopAwaiting} />
          </Suspense>
        ) : null}
      </Modal>
    </>
  )
}
