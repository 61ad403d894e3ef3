import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { useRealtime } from '../../realtime.ts'
import { ListPage } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { renewWorkforce } from '../workforce.ts'
import { AppealsPanel } from './AppealsPanel.tsx'
import { PeriodsPanel } from './PeriodsPanel.tsx'
import { SchemesPanel } from './SchemesPanel.tsx'
import { ScorecardsPanel } from './ScorecardsPanel.tsx'
import { usePerformanceTexts } from './texts.ts'
import '../workforce.css'

const TABS = ['cards', 'periods', 'schemes', 'appeals'] as const

/** Performance: the cards, the periods that make them, the schemes that weigh them, the appeals against them. */
export function PerformancePage() {
  const t = usePerformanceTexts()
  const navigate = useNavigate()
  const tab = useSearch({ strict: false }).tab ?? 'cards'
  useRealtime(
    ['workforce.scorecardChanged', 'workforce.appealChanged', 'workforce.kpiPeriodChanged'],
    () => void renewWorkforce(),
  )
  return (
    <ListPage>
      <PageHeader title={t('performance')} facts={t('performance.facts')} />
      <Tabs
        activeKey={tab}
        onChange={key => void navigate({ to: '.', search: { tab: key === 'cards' ? undefined : key } })}
        items={TABS.map(key => ({ key, label: t(`tab.${key}`) }))}
      />
      {tab === 'cards' ? <ScorecardsPanel /> : null}
      {tab === 'periods' ? <PeriodsPanel /> : null}
      {tab === 'schemes' ? <SchemesPanel /> : null}
      {tab === 'appeals' ? <AppealsPanel /> : null}
    </ListPage>
  )
}
