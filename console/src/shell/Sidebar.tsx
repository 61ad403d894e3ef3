import { useLocale } from '@anju/ui'
import { Link, useLocation } from '@tanstack/react-router'
import { Tooltip } from 'antd'
import { ChevronDown, ExternalLink, PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { useCommunity } from '../community.tsx'
import { NAV_GROUPS, type NavEntry, type NavGroup, useModules } from '../module.ts'
import { setPreferences, usePreferences } from '../preferences.ts'
import { type Actor, can, isOpen } from '../session.tsx'
import { useConsoleTexts } from '../texts/texts.ts'
import { currentEntry } from './current-entry.ts'
import { Mark } from './Mark.tsx'
import './sidebar.css'

/** The entries this actor may open, by group, in order; empty groups are left out. */
export function useNavigation(actor: Actor) {
  const community = useCommunity()
  const entries = useModules()
    .flatMap(module => module.nav)
    .filter(entry => can(actor, entry.permission) && isOpen(actor, entry.permission, community.id))
  return NAV_GROUPS.map(group => ({
    group,
    entries: entries.filter(entry => entry.group === group).sort((a, b) => a.order - b.order),
  })).filter(({ entries: some }) => some.length > 0)
}

/** The left bar: 208 px with words, folded to 56 px with icons. */
export function Sidebar({ actor }: { actor: Actor }) {
  const t = useConsoleTexts()
  const { sidebarFolded: folded } = usePreferences()
  const groups = useNavigation(actor)
  const foldLabel = folded ? t('shell.unfold') : t('shell.fold')
  const list = useRef<HTMLDivElement>(null)
  const { pathname } = useLocation()
  const current = currentEntry(
    groups.flatMap(({ entries }) => entries.map(({ to }) => to)),
    pathname,
  )
  // The bar is longer than low screens: where one is, is seen.
  useEffect(() => {
    if (pathname) list.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest' })
  }, [pathname])
  return (
    <nav className={folded ? 'c-sidebar c-sidebar--folded' : 'c-sidebar'} aria-label={t('shell.navigation')}>
      <Link to="/" className="c-sidebar__brand" aria-label={t('product')}>
        <Mark size={24} />
        {folded ? null : <span>{t('product')}</span>}
      </Link>
      <div className="c-sidebar__groups" ref={list}>
        {groups.map(({ group, entries }) => (
          <SidebarGroup key={group} group={group} entries={entries} current={current} folded={folded} />
        ))}
      </div>
      <button
        type="button"
        className="c-sidebar__fold"
        onClick={() => setPreferences({ sidebarFolded: !folded })}
        aria-label={foldLabel}
        aria-expanded={!folded}
      >
        {folded ? <PanelLeftOpen size={16} aria-hidden /> : <PanelLeftClose size={16} aria-hidden />}
        {folded ? null : <span>{foldLabel}</span>}
      </button>
    </nav>
  )
}

interface SidebarGroupProps {
  group: NavGroup
  entries: NavEntry[]
  current: string | undefined
  folded: boolean
}

/** A group under its heading, which puts the entries away; the one where one is stays. With icons only, all are shown. */
function SidebarGroup({ group, entries, current, folded }: SidebarGroupProps) {
  const t = useConsoleTexts()
  const { closedGroups } = usePreferences()
  const id = useId()
  const heading = group !== 'workspace'
  const closed = heading && !folded && closedGroups.includes(group)
  const shown = closed ? entries.filter(({ to }) => to === current) : entries
  const turn = () =>
    setPreferences({
      closedGroups: closed ? closedGroups.filter(other => other !== group) : [...closedGroups, group],
    })
  return (
    <section aria-label={t(`groups.${group}`)}>
      {heading && folded ? <p className="c-sidebar__group" aria-hidden /> : null}
      {heading && !folded ? (
        <button type="button" className="c-sidebar__group" aria-expanded={!closed} aria-controls={id} onClick={turn}>
          {t(`groups.${group}`)}
          <ChevronDown size={14} aria-hidden className="c-sidebar__chevron" />
        </button>
      ) : null}
      <ul id={id}>
        {shown.map(entry => (
          <li key={entry.to}>
            <SidebarEntry entry={entry} isCurrent={entry.to === current} folded={folded} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function SidebarEntry({ entry, isCurrent, folded }: { entry: NavEntry; isCurrent: boolean; folded: boolean }) {
  const t = useConsoleTexts()
  const { locale } = useLocale()
  const label = entry.label[locale]
  const Icon = entry.icon
  const Badge = entry.badge
  const face = (
    <>
      <Icon size={16} aria-hidden className="c-sidebar__icon" />
      <span className="c-sidebar__label">{label}</span>
      {Badge ? <Badge /> : null}
    </>
  )
  const link = entry.external ? (
    <a href={entry.to} target="_blank" rel="noreferrer" className="c-sidebar__entry">
      {face}
      {folded ? null : <ExternalLink size={12} className="c-sidebar__out" aria-label={t('shell.newTab')} />}
    </a>
  ) : (
    <Link to={entry.to} className="c-sidebar__entry" activeOptions={{ exact: !isCurrent, includeSearch: false }}>
      {face}
    </Link>
  )
  return folded ? (
    <Tooltip title={label} placement="right" mouseEnterDelay={0.3}>
      {link}
    </Tooltip>
  ) : (
    link
  )
}
