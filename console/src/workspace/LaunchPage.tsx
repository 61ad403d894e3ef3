import { useLocale } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { Building2, Check, LockOpen } from 'lucide-react'
import { type Community, useCommunity } from '../community.tsx'
import { useActor } from '../session.tsx'
import { PageHeader } from '../shell/PageHeader.tsx'
import { useNavigation } from '../shell/Sidebar.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { useConsoleTexts } from '../texts/texts.ts'
import { useWorkspaceTexts } from './texts.ts'
import './workspace.css'

/** The way to everything this person may open, and the communities that are theirs. */
export function LaunchPage() {
  const t = useWorkspaceTexts()
  const shell = useConsoleTexts()
  const { locale } = useLocale()
  const actor = useActor()
  const groups = useNavigation(actor)
    .map(({ group, entries }) => ({ group, entries: entries.filter(entry => entry.to !== '/' && !entry.external) }))
    .filter(({ entries }) => entries.length > 0)
  // Messages and one's own files are everybody's: who has no more, such as a merchant, is told so.
  const opened = groups.some(({ entries }) => entries.some(entry => entry.permission !== 'signed-in'))
  return (
    <div className="c-page">
      <PageHeader title={t('title')} facts={t('greeting', { name: actor.name })} />
      {opened ? null : (
        <StatePage
          level="part"
          icon={LockOpen}
          title={t('nothing')}
          actions={
            <Link to="/me/security" className="c-link">
              {t('security')}
            </Link>
          }
        >
          {t('nothingText')}
        </StatePage>
      )}
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
      <Communities />
    </div>
  )
}

/** The communities in this person's scope; a click makes one of them what the screens are about. */
function Communities() {
  const t = useWorkspaceTexts()
  const { all, current, choose } = useCommunity()
  if (all.length === 0) return null
  return (
    <section className="c-launch">
      <h2>{all.length === 1 ? t('community') : t('communities', { count: all.length })}</h2>
      <ul className="c-launch__communities">
        {all.map(community => (
          <li key={community.id}>
            {all.length === 1 ? (
              <div className="c-launch__community">
                <CommunityFace community={community} />
              </div>
            ) : (
              <button
                type="button"
                className="c-launch__community"
                aria-pressed={community.id === current?.id}
                onClick={() => choose(community.id === current?.id ? undefined : community.id)}
              >
                <CommunityFace community={community} />
                {community.id === current?.id ? <Check size={16} aria-hidden /> : null}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function CommunityFace({ community }: { community: Community }) {
  const t = useWorkspaceTexts()
  const { name, address, buildingCount, premisesCount } = community
  return (
    <>
      <Building2 size={18} aria-hidden />
      <span className="c-launch__words">
        <strong>{name}</strong>
        <span>{address}</span>
        <span className="c-number">
          {t('size', {
            buildings: buildingCount.toLocaleString('en'),
            premises: premisesCount.toLocaleString('en'),
          })}
        </span>
      </span>
    </>
  )
}
