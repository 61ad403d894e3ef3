import { platform } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { FeatureRow } from '../../platform/features/FeatureRow.tsx'
import { SettingRow } from '../../platform/settings/SettingRow.tsx'
import { useCan } from '../../session.tsx'
import { listKey } from '../../shell/list/index.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { NoPermission } from '../../shell/states/NoPermission.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import '../../platform/settings/settings.css'

/** What is decided for this community: its settings and features, to be changed here. */
export function CommunitySettings({ communityId }: { communityId: string }) {
  const t = usePlacePageTexts()
  const may = useCan('platform.settings.read')
  const query = { communityId }
  const settings = useQuery({
    queryKey: [...listKey(platform.listSettings), query],
    enabled: may,
    queryFn: ({ signal }) => call(platform.listSettings, { query, signal }),
  })
  const features = useQuery({
    queryKey: [...listKey(platform.listFeatures), query],
    enabled: may,
    queryFn: ({ signal }) => call(platform.listFeatures, { query, signal }),
  })
  if (!may) return <NoPermission level="part" permission="platform.settings.read" />
  const failed = settings.error ?? features.error
  if (failed && !(settings.data && features.data))
    return (
      <FailureNotice
        error={failed}
        retry={() => {
          void settings.refetch()
          void features.refetch()
        }}
      />
    )
  if (!settings.data || !features.data) return <DrawerBones />
  // What only the company decides cannot differ here, and is not shown.
  const own = settings.data.items.filter(setting => setting.level !== 'company')
  return (
    <div className="rg-sections">
      <section>
        <h3>{t('settings.features')}</h3>
        <ul className="rg-settings">
          {features.data.items.map(feature => (
            <FeatureRow key={feature.module} feature={feature} communityId={communityId} />
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('settings.ofCommunity')}</h3>
        <ul className="rg-settings">
          {own.map(setting => (
            <SettingRow key={setting.key} setting={setting} communityId={communityId} />
          ))}
        </ul>
      </section>
    </div>
  )
}
