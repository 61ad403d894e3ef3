import { DateText } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Drawer } from 'antd'
import { BellOff, CheckCheck } from 'lucide-react'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRefusalText } from '../refusal.ts'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { useDelayed } from '../shell/states/useDelayed.ts'
import { useNoticeWords } from './notice-words.ts'
import { latestQuery, type Notice, useOpenNotice, useReadAll } from './notices.ts'
import { useMessagingTexts } from './texts.ts'
import './messaging.css'

/** The latest notices, on the right of whatever page is open. */
export function NoticeDrawer({ open, close }: { open: boolean; close: () => void }) {
  const t = useMessagingTexts()
  const { data } = useQuery({ ...latestQuery, enabled: open })
  return (
    <Drawer
      open={open}
      onClose={close}
      size={420}
      title={t('notices')}
      closable={{ 'aria-label': t('close') }}
      styles={{ body: { padding: 0 } }}
      extra={<ReadAllButton unread={data?.unread ?? 0} />}
      footer={
        <Link to="/notices" onClick={close}>
          {t('seeAll')}
        </Link>
      }
    >
      <Latest open={open} close={close} />
    </Drawer>
  )
}

function Latest({ open, close }: { open: boolean; close: () => void }) {
  const t = useMessagingTexts()
  const { data, error, refetch } = useQuery({ ...latestQuery, enabled: open })
  const slow = useDelayed(!data && !error)
  const openNotice = useOpenNotice()
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return slow ? <div className="c-bone ms-bone" role="status" aria-label={t('notices')} /> : null
  if (data.total === 0) {
    return (
      <StatePage level="part" icon={BellOff} title={t('empty')}>
        {t('emptyText')}
      </StatePage>
    )
  }
  return (
    <ul className="ms-notices">
      {data.items.map(notice => (
        <NoticeItem
          key={notice.id}
          notice={notice}
          open={() => {
            openNotice(notice)
            close()
          }}
        />
      ))}
    </ul>
  )
}

function NoticeItem({ notice, open }: { notice: Notice; open: () => void }) {
  const t = useMessagingTexts()
  const { title, text } = useNoticeWords()(notice)
  return (
    <li>
      <button type="button" className="ms-notice" data-unread={notice.readAt === null} onClick={open}>
        <span className="ms-notice__title">
          {notice.readAt === null ? <span className="c-unseen">{t('state.unread')}</span> : null}
          {title}
        </span>
        <span className="ms-notice__text">{text}</span>
        <span className="ms-notice__at">
          <DateText at={notice.at} as="relative" />
        </span>
      </button>
    </li>
  )
}

/** Marks everything as read, and says so. */
export function ReadAllButton({ unread }: { unread: number }) {
  const t = useMessagingTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const readAll = useReadAll()
  const read = () =>
    readAll.mutate(undefined, {
      onSuccess: () => void message.success(t('readAllDone')),
      onError: error => void message.error(explain(error)),
    })
  return (
    <ReasonButton
      icon={<CheckCheck size={14} aria-hidden />}
      loading={readAll.isPending}
      onClick={read}
      reason={unread > 0 ? undefined : t('readAll.none')}
    >
      {t('readAll')}
    </ReasonButton>
  )
}
