import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { ListPage } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { useTimeTexts } from './texts.ts'
import '../workforce.css'
import '../rota/rota.css'
import './attendance.css'

const CorrectionsPanel = lazyPart(async () => (await import('./CorrectionsPanel.tsx')).CorrectionsPanel)
const PlacesPanel = lazyPart(async () => (await import('./PlacesPanel.tsx')).PlacesPanel)
const SheetPanel = lazyPart(async () => (await import('./SheetPanel.tsx')).SheetPanel)

/** The month of a team, corrections, and where one clocks in. */
export function AttendancePage() {
  const t = useTimeTexts()
  const navigate = useNavigate()
  const tab = useSearch({ strict: false }).tab ?? 'sheet'
  return (
    <ListPage>
      <PageHeader title={t('attendance')} facts={t('attendance.facts')} />
      <Tabs
        activeKey={tab}
        onChange={key => void navigate({ to: '.', search: { tab: key === 'sheet' ? undefined : key } })}
        items={(['sheet', 'corrections', 'places'] as const).map(key => ({ key, label: t(`tab.${key}`) }))}
      />
      {tab === 'corrections' ? <CorrectionsPanel /> : tab === 'places' ? <PlacesPanel /> : <SheetPanel />}
    </ListPage>
  )
}
