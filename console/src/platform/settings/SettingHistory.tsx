import { platform } from '@anju/contract'
import { DateText, useLocale } from '@anju/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { ArrowRight, History } from 'lucide-react'
import { call } from '../../api.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { usePlatformTexts } from '../texts.ts'
import { SettingValueText } from './SettingValueText.tsx'
import type { Setting, SettingChange } from './setting.ts'
import '../../shell/show/record-history.css'

interface SettingHistoryProps {
  setting: Setting
  communityId: string | undefined
  open: boolean
  close: () => void
}

/** Who changed a setting, when and why, of the company and of the community on screen. */
export function SettingHistory({ setting, communityId, open, close }: SettingHistoryProps) {
  const t = usePlatformTexts()
  const { locale } = useLocale()
  return (
    <Drawer
      open={open}
      onClose={close}
      size={480}
      destroyOnHidden
      title={t('settings.historyOf', { name: setting.label[locale] })}
    >
      <Changes setting={setting} communityId={communityId} />
    </Drawer>
  )
}

function Changes({ setting, communityId }: Pick<SettingHistoryProps, 'setting' | 'communityId'>) {
  const t = usePlatformTexts()
  const answer = useInfiniteQuery({
    queryKey: [platform.settingHistory.path, setting.key, communityId],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: { next: string | null }) => page.next ?? undefined,
    queryFn: ({ pageParam, signal }) =>
      call(platform.settingHistory, {
        params: { key: setting.key },
        query: { communityId, cursor: pageParam, limit: 20 },
        signal,
      }),
  })
  if (answer.error && !answer.data) return <FailureNotice error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <div className="c-bone" style={{ height: 120 }} />
  const changes = answer.data.pages.flatMap(page => page.items)
  if (changes.length === 0) {
    return (
      <StatePage level="part" icon={History} title={t('settings.noHistory')}>
        {t('settings.noHistoryText')}
      </StatePage>
    )
  }
  return (
    <div className="c-history">
      <ol aria-label={t('settings.history')}>
        {changes.map(change => (
          <Change key={change.id} setting={setting} change={change} />
        ))}
      </ol>
      {answer.hasNextPage ? (
        <Button size="small" loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
          {t('settings.earlier')}
        </Button>
      ) : null}
    </div>
  )
}

function Change({ setting, change }: { setting: Setting; change: SettingChange }) {
  const t = usePlatformTexts()
  return (
    <li>
      <div className="c-history__head">
        <strong>{change.changedByName}</strong>
        <span className="c-history__who">{t(change.communityId ? 'settings.atCommunity' : 'settings.atCompany')}</span>
        <span className="c-history__at">
          <DateText at={change.at} />
        </span>
      </div>
      <p className="pl-setting__change">
        <SettingValueText setting={setting} value={change.before} />
        <ArrowRight size={12} aria-hidden />
        <strong>
          <SettingValueText setting={setting} value={change.after} />
        </strong>
      </p>
      <p className="c-history__reason">{change.reason}</p>
    </li>
  )
}
