import { Button, DateText, EmptyState, List, ListRow, Loaded, LoadMore, Page, StatusTag } from '@anju/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import {
  Bell,
  BellOff,
  CheckCheck,
  House,
  Megaphone,
  ReceiptText,
  Settings2,
  ShieldCheck,
  UserRoundCheck,
  Wrench,
} from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Link } from '../navigation.ts'
import { useBack } from '../shell/back.ts'
import { type Notice, noticesQuery, useNoticeWords, useReadAll, useReadNotice } from './notices.ts'
import { useMessagingTexts } from './texts.ts'

/** What concerns me and my homes, newest first. */
export function NoticesPage() {
  const t = useMessagingTexts()
  const back = useBack('/')
  const notices = useInfiniteQuery(noticesQuery)
  return (
    <Page title={t('title')} onBack={back}>
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
      <List>
        <ListRow
          lead={<Settings2 aria-hidden="true" />}
          title={t('preferences')}
          render={row => <Link to="/notices/preferences" {...row} />}
        />
      </List>
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

type AboutKind = NonNullable<Notice['about']>['kind']

const ICONS: Partial<Record<AboutKind, ReactElement>> = {
  order: <Wrench aria-hidden="true" />,
  bill: <ReceiptText aria-hidden="true" />,
  bills: <ReceiptText aria-hidden="true" />,
  disclosure: <Megaphone aria-hidden="true" />,
  home: <House aria-hidden="true" />,
  application: <UserRoundCheck aria-hidden="true" />,
  'personal-data': <ShieldCheck aria-hidden="true" />,
}

function NoticeRow({ notice }: { notice: Notice }) {
  const t = useMessagingTexts()
  const words = useNoticeWords()(notice)
  const read = useReadNotice()
  const unread = notice.readAt === null
  const markRead = () => (unread ? read.mutate(notice.id) : undefined)
  const row = {
    lead: (notice.about && ICONS[notice.about.kind]) ?? <Bell aria-hidden="true" />,
    title: words.title,
    description: (
      <>
        {words.text ? <span className="re-line">{words.text}</span> : null}
        <span className="re-line">
          <DateText at={notice.at} as="relative" />
        </span>
      </>
    ),
    value: unread ? <StatusTag tone="info">{t('unread')}</StatusTag> : undefined,
  }
  const link = linkOf(notice, markRead)
  return link ? <ListRow {...row} render={link} /> : <ListRow {...row} onClick={markRead} />
}

/** Where a notice leads, as a link that marks it as read on the way. */
function linkOf({ about }: Notice, onClick: () => void) {
  type Row = { className: string; children: ReactNode }
  if (about?.kind === 'order')
    return (row: Row): ReactElement => (
      <Link to="/orders/$orderId" params={{ orderId: about.id }} onClick={onClick} {...row} />
    )
  if (about?.kind === 'application') return (row: Row): ReactElement => <Link to="/join" onClick={onClick} {...row} />
  if (about?.kind === 'home')
    return (row: Row): ReactElement => (
      <Link to="/homes/$premisesId" params={{ premisesId: about.id }} onClick={onClick} {...row} />
    )
  if (about?.kind === 'bill')
    return (row: Row): ReactElement => (
      <Link to="/bills/$billId" params={{ billId: about.id }} onClick={onClick} {...row} />
    )
  if (about?.kind === 'vehicle-application')
    return (row: Row): ReactElement => <Link to="/vehicles" onClick={onClick} {...row} />
  if (about?.kind === 'disclosure')
    return (row: Row): ReactElement => (
      <Link to="/disclosures/$disclosureId" params={{ disclosureId: about.id }} onClick={onClick} {...row} />
    )
  if (about?.kind === 'discount') return (row: Row): ReactElement => <Link to="/discounts" onClick={onClick} {...row} />
  if (about?.kind === 'bills') return (row: Row): ReactElement => <Link to="/bills" onClick={onClick} {...row} />
  return undefined
}
