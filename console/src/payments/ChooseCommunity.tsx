import { Button } from 'antd'
import type { LucideIcon } from 'lucide-react'
import { useCommunity } from '../community.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'

const MOST_BUTTONS = 8

interface ChooseCommunityProps {
  icon: LucideIcon
  title: string
  text: string
}

/** A page that is of one community: says so, and lets it be chosen on the spot. */
export function ChooseCommunity({ icon, title, text }: ChooseCommunityProps) {
  const { all, choose } = useCommunity()
  return (
    <StatePage
      icon={icon}
      title={title}
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
