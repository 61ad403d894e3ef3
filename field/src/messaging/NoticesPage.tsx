import {
  Button,
  DateText,
  EmptyState,
  List,
  ListRow,
  type ListRowProps,
  Loaded,
  LoadMore,
  Page,
  StatusTag,
} from '@anju/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { BellOff, BellRing, CheckCheck } from 'lucide-react'
import { Link } from '../navigation.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { type Notice, noticesQuery, useNoticeWords, useReadAll, useReadNotice } from './notices.ts'
import { useMessagingTexts } from './texts.ts'

/** What concerns me, newest first. */
export function NoticesPage() {
  const t = useMessagingTexts()
  const notices = useInfiniteQuery(noticesQuery)
  return (
    <Page title={t('title')} look="root" tabs action={<NetworkState />}>
      <Loaded query={notices}>
        {({ pages }) =>
          pages[0]?.total ? (
            <>
              {pages[0].unread > 0 ? <ReadAll /> : null}
              <List label={t('title')}>
                {pages
                  .flatMap(page => page.items)
                  .map(notice => (
                    <NoticeRow key={notice.id} notice={notice} />
                  ))}
              </List>
              <LoadMore query={notices} />
            </>
          ) : (
            <EmptyState icon={<BellOff aria-hidden="true" />} title={t('none')} text={t('noneText')} />
          )
        }
      </Loaded>
    </Page>
  )
}

function ReadAll() {
  const t = useMessagingTexts()
  const readAll = useReadAll()
  return (
    <Button
      look="secondary"
      icon={<CheckCheck aria-hidden="true" />}
      loading={readAll.isPending}
      onClick={() => readAll.mutate()}
    >
      {t('readAll')}
    </Button>
  )
}

/** One notice; what is mine opens, anything else is marked as read. */
function NoticeRow({ notice }: { notice: Notice }) {
  const t = useMessagingTexts()
  const words = useNoticeWords()(notice)
  const read = useReadNotice()
  const unread = notice.readAt === null
  const row = {
    lead: <BellRing aria-hidden="true" />,
    title: words.title,
    description: (
      <>
        <span className="fi-notice__text">{words.text}</span> <DateText at={notice.at} as="relative" />
      </>
    ),
    value: unread ? <StatusTag tone="info">{t('unread')}</StatusTag> : undefined,
  }
  const markRead = () => (unread ? read.mutate(notice.id) : undefined)
  const render = linkOf(notice, markRead)
  return render ? <ListRow {...row} render={render} /> : <ListRow {...row} onClick={markRead} />
}

const MY_TASKS: readonly Notice['kind'][] = ['order-assigned', 'order-rejected', 'order-confirmed']
const MY_PAGES: Partial<
  Record<Notice['kind'], '/shift/rota' | '/shift/swaps' | '/shift/leaves' | '/shift/attendance'>
> = {
  ...{ 'rota-published': '/shift/rota', 'rota-changed': '/shift/rota', 'swap-asked': '/shift/swaps' },
  ...{ 'swap-declined': '/shift/swaps', 'swap-approved': '/shift/swaps', 'swap-refused': '/shift/swaps' },
  ...{ 'leave-approved': '/shift/leaves', 'leave-refused': '/shift/leaves', 'leave-cancelled': '/shift/leaves' },
  ...{ 'correction-approved': '/shift/attendance', 'correction-refused': '/shift/attendance' },
}
const MY_RESULTS: readonly Notice['kind'][] = ['result-published', 'appeal-changed', 'appeal-kept']

/** The link to the page of this app that a notice leads to; undefined where what it asks for is done in the console. */
function linkOf({ kind, about }: Notice, onClick: () => void): ListRowProps['render'] {
  if (about && MY_TASKS.includes(kind))
    return row => <Link to="/tasks/$orderId" params={{ orderId: about.id }} onClick={onClick} {...row} />
  if (about && MY_RESULTS.includes(kind))
    return row => (
      <Link to="/shift/performance/$scorecardId" params={{ scorecardId: about.id }} onClick={onClick} {...row} />
    )
  const page = kind === 'scorecard-opened' ? '/shift/performance' : MY_PAGES[kind]
  return page && (row => <Link to={page} onClick={onClick} {...row} />)
}
