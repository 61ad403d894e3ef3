import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { Building2, type LucideIcon } from 'lucide-react'
import { useCommunity } from '../../community.tsx'
import { useCan } from '../../session.tsx'
import { useConsoleTexts } from '../../texts/texts.ts'
import { StatePage } from './StatePage.tsx'

const MOST_BUTTONS = 8

interface ChooseCommunityProps {
  icon: LucideIcon
  /** What the page is for, and that it is of one community. */
  text: string
  level?: 'page' | 'part'
}

/** A page that is of one community: says so, and lets it be chosen on the spot; without any, sends to where one is made. */
export function ChooseCommunity({ icon, text, level }: ChooseCommunityProps) {
  const t = useConsoleTexts()
  const { all, loaded, choose } = useCommunity()
  if (!loaded) return null
  if (all.length === 0) return <NoCommunity level={level} />
  return (
    <StatePage
      icon={icon}
      title={t('form.communityMissing')}
      level={level}
      actions={all.slice(0, MOST_BUTTONS).map(community => (
        <Button key={community.id} onClick={() => choose(community.id)}>
          {community.name}
        </Button>
      ))}
    >
      {text}
    </StatePage>
  )
}

function NoCommunity({ level }: { level: 'page' | 'part' | undefined }) {
  const t = useConsoleTexts()
  const navigate = useNavigate()
  const mayCreate = useCan('registry.communities.manage')
  return (
    <StatePage
      icon={Building2}
      title={t('states.noCommunity')}
      level={level}
      actions={
        mayCreate ? (
          <Button type="primary" onClick={() => void navigate({ to: '/communities' })}>
            {t('states.toCommunities')}
          </Button>
        ) : null
      }
    >
      {t(mayCreate ? 'states.noCommunityText' : 'states.noCommunityAsk')}
    </StatePage>
  )
}

/** Why something of one community cannot be begun: none is chosen, or there is none; undefined once one is. */
export function useCommunityReason(): string | undefined {
  const t = useConsoleTexts()
  const { current, all, loaded } = useCommunity()
  if (current) return undefined
  return t(loaded && all.length === 0 ? 'states.noCommunityReason' : 'states.chooseCommunity')
}
