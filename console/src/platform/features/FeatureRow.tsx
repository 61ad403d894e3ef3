import type { platform, WireResponseOf } from '@anju/contract'
import { comma, formatDateTime } from '@anju/ui'
import { Power, PowerOff } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useActor, useCan } from '../../session.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { useFeatureTexts } from '../feature-texts.ts'
import { usePlatformTexts } from '../texts.ts'
import { useModuleName } from '../useModuleName.ts'

export type Feature = WireResponseOf<typeof platform.listFeatures>['items'][number]

const SwitchForm = lazy(async () => ({ default: (await import('./SwitchForm.tsx')).SwitchForm }))

interface FeatureRowProps {
  feature: Feature
  communityId: string | undefined
}

/** A module: what it is for, whether it is open here, what it needs and what needs it, and its switch. */
export function FeatureRow({ feature, communityId }: FeatureRowProps) {
  const t = usePlatformTexts()
  const words = useFeatureTexts()
  const nameOf = useModuleName()
  const [open, setOpen] = useState(false)
  const [opened, setOpened] = useState(false)
  const reason = useReason(communityId)
  const { module } = feature
  const names = (modules: string[]) => modules.map(nameOf).join(comma())
  return (
    <li className="pl-setting">
      <div className="pl-setting__words">
        <h3>{nameOf(module)}</h3>
        {useFeatureTexts.has(module) ? <p>{words(module)}</p> : null}
        {feature.requires.length > 0 ? <p>{t('features.requires', { modules: names(feature.requires) })}</p> : null}
        {feature.neededBy.length > 0 ? <p>{t('features.neededBy', { modules: names(feature.neededBy) })}</p> : null}
      </div>
      <div className="pl-setting__now">
        <StatusTag tone={feature.open ? 'success' : 'neutral'} icon={feature.open ? Power : PowerOff}>
          {t(feature.open ? 'features.open' : 'features.closed')}
        </StatusTag>
        {communityId && feature.source === 'community' ? (
          <StatusTag tone="info">{t('settings.byCommunity')}</StatusTag>
        ) : null}
        {feature.changedByName && feature.changedAt ? (
          <small>{t('settings.changed', { name: feature.changedByName, at: formatDateTime(feature.changedAt) })}</small>
        ) : null}
      </div>
      <div className="pl-setting__acts">
        <ReasonButton
          reason={reason}
          aria-label={t(feature.open ? 'features.closeThis' : 'features.openThis', { name: nameOf(module) })}
          onClick={() => {
            setOpened(true)
            setOpen(true)
          }}
        >
          {t(feature.open ? 'features.close' : 'features.openIt')}
        </ReasonButton>
      </div>
      {opened ? (
        <Suspense fallback={null}>
          <SwitchForm feature={feature} communityId={communityId} open={open} close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </li>
  )
}

function useReason(communityId: string | undefined): string | undefined {
  const t = usePlatformTexts()
  const may = useCan('platform.settings.manage')
  const actor = useActor()
  if (!may) return t('settings.mayNot')
  if (!communityId && actor.communityIds !== null) return t('settings.notYours')
  return undefined
}
