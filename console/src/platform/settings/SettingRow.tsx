import { formatDateTime, useLocale } from '@anju/ui'
import { Button } from 'antd'
import { History, Pencil } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useActor, useCan } from '../../session.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { usePlatformTexts } from '../texts.ts'
import { SettingValueText } from './SettingValueText.tsx'
import type { Setting } from './setting.ts'

const SettingForm = lazy(async () => ({ default: (await import('./SettingForm.tsx')).SettingForm }))
const SettingHistory = lazy(async () => ({ default: (await import('./SettingHistory.tsx')).SettingHistory }))

interface SettingRowProps {
  setting: Setting
  communityId: string | undefined
}

/** A setting: what it does, what holds now, who decided, and the way to change it. */
export function SettingRow({ setting, communityId }: SettingRowProps) {
  const t = usePlatformTexts()
  const { locale } = useLocale()
  const [open, setOpen] = useState<'form' | 'history'>()
  const [opened, setOpened] = useState(false)
  const show = (what: 'form' | 'history') => {
    setOpened(true)
    setOpen(what)
  }
  const reason = useReason(setting, communityId)
  const label = setting.label[locale]
  return (
    <li className="pl-setting">
      <div className="pl-setting__words">
        <h3>{label}</h3>
        {setting.help ? <p>{setting.help[locale]}</p> : null}
      </div>
      <div className="pl-setting__now">
        <span className="pl-setting__value">
          <SettingValueText setting={setting} value={setting.value} />
        </span>
        <Source setting={setting} communityId={communityId} />
        {setting.changedByName && setting.changedAt ? (
          <small>{t('settings.changed', { name: setting.changedByName, at: formatDateTime(setting.changedAt) })}</small>
        ) : null}
      </div>
      <div className="pl-setting__acts">
        <ReasonButton
          icon={<Pencil size={14} aria-hidden />}
          reason={reason}
          onClick={() => show('form')}
          aria-label={t('settings.changeThis', { name: label })}
        >
          {t('settings.change')}
        </ReasonButton>
        <Button
          type="text"
          icon={<History size={14} aria-hidden />}
          onClick={() => show('history')}
          aria-label={t('settings.historyOf', { name: label })}
          title={t('settings.history')}
        />
      </div>
      {opened ? (
        <Suspense fallback={null}>
          <SettingForm
            setting={setting}
            communityId={communityId}
            open={open === 'form'}
            close={() => setOpen(undefined)}
          />
          <SettingHistory
            setting={setting}
            communityId={communityId}
            open={open === 'history'}
            close={() => setOpen(undefined)}
          />
        </Suspense>
      ) : null}
    </li>
  )
}

/** Why this cannot be changed here and now; undefined when it can. */
function useReason(setting: Setting, communityId: string | undefined): string | undefined {
  const t = usePlatformTexts()
  const may = useCan('platform.settings.manage')
  const actor = useActor()
  if (!may) return t('settings.mayNot')
  if (communityId && setting.level === 'company') return t('settings.companyOnly')
  if (!communityId && actor.communityIds !== null) return t('settings.notYours')
  return undefined
}

/** Who decided what holds: the community itself, the company, or nobody yet. */
function Source({ setting, communityId }: SettingRowProps) {
  const t = usePlatformTexts()
  if (setting.source === 'fallback') return <StatusTag tone="neutral">{t('settings.fallback')}</StatusTag>
  const own = communityId === undefined || setting.source === 'community'
  if (setting.source === 'company' && !own) return <StatusTag tone="neutral">{t('settings.fromCompany')}</StatusTag>
  return (
    <StatusTag tone="info">
      {t(setting.source === 'community' ? 'settings.byCommunity' : 'settings.byCompany')}
    </StatusTag>
  )
}
