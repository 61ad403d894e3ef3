import { platform } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { listKey } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { PageSkeleton } from '../../shell/states/PageSkeleton.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { LevelSelect } from '../settings/LevelSelect.tsx'
import { SettingsTabs } from '../settings/SettingsTabs.tsx'
import { usePlatformTexts } from '../texts.ts'
import { FeatureRow } from './FeatureRow.tsx'
import '../settings/settings.css'

/** Which modules the company works with: what is switched off is refused, hidden and rests; nothing stored is lost. */
export function FeaturesPage() {
  const t = usePlatformTexts()
  const community = useCommunity()
  const query = { communityId: community.id }
  const { data, error, refetch } = useQuery({
    queryKey: [...listKey(platform.listFeatures), query],
    queryFn: ({ signal }) => call(platform.listFeatures, { query, signal }),
  })
  const slow = useDelayed(!data && !error)
  return (
    <div className="c-page">
      <PageHeader title={t('settings')} facts={t('features.facts')} />
      <SettingsTabs />
      <div className="pl-settings__bar">
        <LevelSelect />
      </div>
      {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {!data && !error && slow ? <PageSkeleton /> : null}
      {data ? (
        <div className="c-card pl-settings">
          <h2 className="c-unseen">{t('features.tab')}</h2>
          <ul>
            {data.items.map(feature => (
              <FeatureRow key={`${feature.module} ${community.id}`} feature={feature} communityId={community.id} />
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  )
}
