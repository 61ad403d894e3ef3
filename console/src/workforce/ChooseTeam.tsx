import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Network, Users } from 'lucide-react'
import { StatePage } from '../shell/states/StatePage.tsx'
import { useWorkforceTexts } from './texts.ts'
import { teamsQuery } from './workforce.ts'

/** Instead of a page of one team while nobody is in any: what has to be made first, and where. */
export function ChooseTeam() {
  const t = useWorkforceTexts()
  const { data: teams } = useQuery(teamsQuery)
  if (!teams) return null
  if (teams.length === 0)
    return (
      <StatePage
        level="part"
        icon={Network}
        title={t('startTitle')}
        actions={<Link to="/organisation">{t('start')}</Link>}
      >
        {t('startText')}
      </StatePage>
    )
  return (
    <StatePage level="part" icon={Users} title={t('nobody')} actions={<Link to="/employees">{t('toEmployees')}</Link>}>
      {t('nobodyText')}
    </StatePage>
  )
}
