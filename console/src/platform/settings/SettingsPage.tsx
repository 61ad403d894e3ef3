import { platform } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { listKey } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { SearchInput } from '../../shell/SearchInput.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { PageSkeleton } from '../../shell/states/PageSkeleton.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { usePlatformTexts } from '../texts.ts'
import { useModuleName } from '../useModuleName.ts'
import { LevelSelect } from './LevelSelect.tsx'
import { SettingRow } from './SettingRow.tsx'
import { SettingsTabs } from './SettingsTabs.tsx'
import { groupsOf, type Setting, speaksOf } from './setting.ts'
import './settings.css'

/** What the company decides for itself, and where a community differs. */
export function SettingsPage() {
  const t = usePlatformTexts()
  const community = useCommunity()
  const [text, setText] = useState('')
  const query = { communityId: community.id }
  const { data, error, refetch } = useQuery({
    queryKey: [...listKey(platform.listSettings), query],
    queryFn: ({ signal }) => call(platform.listSettings, { query, signal }),
  })
  const slow = useDelayed(!data && !error)
  return (
    <div className="c-page">
      <PageHeader title={t('settings')} facts={t('settings.facts')} />
      <SettingsTabs />
      <div className="pl-settings__bar">
        <LevelSelect />
        <SearchInput value={text} onChange={setText} label={t('settings.find')} width={240} />
      </div>
      {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {!data && !error && slow ? <PageSkeleton /> : null}
      {data ? <Groups settings={data.items.filter(one => speaksOf(one, text))} communityId={community.id} /> : null}
    </div>
  )
}

function Groups({ settings, communityId }: { settings: Setting[]; communityId: string | undefined }) {
  const t = usePlatformTexts()
  const nameOf = useModuleName()
  if (settings.length === 0) {
    return (
      <StatePage level="part" icon={SearchX} title={t('settings.notFound')}>
        {t('settings.notFoundText')}
      </StatePage>
    )
  }
  return groupsOf(settings).map(([module, some]) => (
    <div key={module} className="c-card pl-settings">
      <h2>{nameOf(module)}</h2>
      <ul>
        {some.map(setting => (
          <SettingRow key={`${setting.key} ${communityId}`} setting={setting} communityId={communityId} />
        ))}
      </ul>
    </div>
  ))
}
