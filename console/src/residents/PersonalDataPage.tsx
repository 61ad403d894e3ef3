import { Link, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { FilePlus2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useRealtime } from '../realtime.ts'
import { ListPage } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { CopyPanel } from './CopyPanel.tsx'
import { renewPersonalData } from './data-requests.ts'
import { usePersonalDataTexts } from './personal-data-texts.ts'
import { RequestList } from './RequestList.tsx'
import { RevealList } from './RevealList.tsx'
import './residents.css'

const RequestDrawer = lazy(async () => ({ default: (await import('./RequestDrawer.tsx')).RequestDrawer }))
const TABS = ['requests', 'reveals', 'copies'] as const

/** The rights of people over their data: what they ask, who saw their numbers, and copies to hand over. */
export function PersonalDataPage() {
  const t = usePersonalDataTexts()
  const { tab: asked, person } = useSearch({ strict: false })
  const tab = TABS.find(each => each === asked) ?? (person ? 'copies' : 'requests')
  const [recording, setRecording] = useState(false)
  useRealtime(['residents.dataRequestChanged', 'residents.dataExportChanged'], renewPersonalData)
  const record = (
    <Button type="primary" icon={<FilePlus2 size={14} aria-hidden />} onClick={() => setRecording(true)}>
      {t('new')}
    </Button>
  )
  return (
    <ListPage>
      <PageHeader title={t('title')} facts={t('facts')} actions={record} />
      <nav className="rs-tabs" aria-label={t('title')}>
        {TABS.map(one => (
          <Link
            key={one}
            to="/personal-data"
            search={one === 'requests' ? {} : { tab: one }}
            aria-current={one === tab ? 'page' : undefined}
            activeOptions={{ exact: true }}
          >
            {t(`tab.${one}`)}
          </Link>
        ))}
      </nav>
      {tab === 'requests' ? <RequestList record={record} /> : null}
      {tab === 'reveals' ? <RevealList /> : null}
      {tab === 'copies' ? <CopyPanel asked={person} /> : null}
      <Suspense fallback={null}>
        {recording ? <RequestDrawer open={recording} close={() => setRecording(false)} /> : null}
      </Suspense>
    </ListPage>
  )
}
