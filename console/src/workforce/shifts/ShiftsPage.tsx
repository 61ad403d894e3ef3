import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { ListPage } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { useRotaTexts } from '../rota/texts.ts'
import '../workforce.css'
import '../rota/rota.css'

const CalendarPanel = lazyPart(async () => (await import('./CalendarPanel.tsx')).CalendarPanel)
const PatternsPanel = lazyPart(async () => (await import('./PatternsPanel.tsx')).PatternsPanel)
const ShiftsPanel = lazyPart(async () => (await import('./ShiftsPanel.tsx')).ShiftsPanel)

/** Shifts, rotations and the holiday calendar of the company. */
export function ShiftsPage() {
  const t = useRotaTexts()
  const navigate = useNavigate()
  const tab = useSearch({ strict: false }).tab ?? 'shifts'
  return (
    <ListPage>
      <PageHeader title={t('shifts')} facts={t('shifts.facts')} />
      <Tabs
        activeKey={tab}
        onChange={key => void navigate({ to: '.', search: known => ({ ...known, tab: key }) })}
        items={[
          { key: 'shifts', label: t('tab.shifts'), children: <ShiftsPanel /> },
          { key: 'patterns', label: t('tab.patterns'), children: <PatternsPanel /> },
          { key: 'calendar', label: t('tab.calendar'), children: <CalendarPanel /> },
        ]}
      />
    </ListPage>
  )
}
