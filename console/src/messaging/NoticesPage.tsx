import { messaging } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRealtime } from '../realtime.ts'
import { type Column, DataTable, FilterBar, ListPage, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { ReadAllButton } from './NoticeDrawer.tsx'
import { useNoticeWords } from './notice-words.ts'
import { type Notice, pageOfNotice, renewNotices, unreadQuery, useOpenNotice } from './notices.ts'
import { useMessagingTexts } from './texts.ts'
import './messaging.css'

/** Everything that came into the inbox, newest first. */
export function NoticesPage() {
  const t = useMessagingTexts()
  const { data: unread = 0 } = useQuery(unreadQuery)
  const list = useList(messaging.listNotices, { filters: ['state'], sort: '-at' })
  useRealtime(['messaging.noticesChanged'], renewNotices)
  const columns = useColumns()
  const states = (['unread', 'read'] as const).map(value => ({ value, label: t(`state.${value}`) }))
  return (
    <ListPage>
      <PageHeader
        title={t('notices')}
        facts={unread > 0 ? t('unreadCount', { count: unread }) : t('notices.facts')}
        actions={<ReadAllButton unread={unread} />}
      />
      <FilterBar list={list} filters={[{ kind: 'select', key: 'state', label: t('state'), options: states }]} />
      <DataTable
        list={list}
        name={t('notices')}
        columns={columns}
        empty={{ title: t('empty'), text: t('emptyText') }}
      />
    </ListPage>
  )
}

function useColumns(): Column<Notice>[] {
  const t = useMessagingTexts()
  const words = useNoticeWords()
  const open = useOpenNotice()
  return [
    {
      key: 'what',
      title: t('field.what'),
      width: 520,
      wrap: true,
      render: notice => {
        const { title, text } = words(notice)
        return (
          <span className="ms-row" data-unread={notice.readAt === null}>
            <strong>{title}</strong>
            <span>{text}</span>
          </span>
        )
      },
    },
    {
      key: 'state',
      title: t('state'),
      width: 100,
      render: notice => (
        <StatusTag tone={notice.readAt === null ? 'info' : 'neutral'}>
          {t(notice.readAt === null ? 'state.unread' : 'state.read')}
        </StatusTag>
      ),
    },
    {
      key: 'at',
      title: t('field.at'),
      width: 150,
      sort: 'at',
      render: notice => <span className="c-number">{formatDateTime(notice.at)}</span>,
    },
    {
      key: 'open',
      title: t('open'),
      width: 110,
      render: notice =>
        pageOfNotice(notice) || notice.readAt === null ? (
          <Button size="small" onClick={() => open(notice)}>
            {t(pageOfNotice(notice) ? 'open' : 'markRead')}
          </Button>
        ) : null,
    },
  ]
}
