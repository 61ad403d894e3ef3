import { useLocale } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { LockOpen } from 'lucide-react'
import { useActor } from '../session.tsx'
import { PageHeader } from '../shell/PageHeader.tsx'
import { useNavigation } from '../shell/Sidebar.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { useConsoleTexts } from '../texts/texts.ts'
import { useWorkspaceTexts } from './texts.ts'
import './workspace.css'

/** The first page: the way to everything this person may open. */
export function WorkspacePage() {
  const t = useWorkspaceTexts()
  const shell = useConsoleTexts()
  const { locale } = useLocale()
  const actor = useActor()
  const groups = useNavigation(actor)
    .map(({ group, entries }) => ({ group, entries: entries.filter(entry => entry.to !== '/' && !entry.external) }))
    .filter(({ entries }) => entries.length > 0)
  return (
    <div className="c-page">
      <PageHeader title={t('title')} facts={t('greeting', { name: actor.name })} />
      {groups.length === 0 ? (
        <StatePage level="part" icon={LockOpen} title={t('nothing')}>
          {t('nothingText')}
        </StatePage>
      ) : null}
      {groups.map(({ group, entries }) => (
        <section key={group} className="c-launch">
          <h2>{shell(`groups.${group}`)}</h2>
          <ul>
            {entries.map(({ to, icon: Icon, label }) => (
              <li key={to}>
                <Link to={to}>
                  <Icon size={18} aria-hidden />
                  {label[locale]}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
