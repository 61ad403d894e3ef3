import { EmptyState, Loaded, LoadMore, Page, Tabs } from '@anju/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ClipboardCheck } from 'lucide-react'
import { navigate, useSearch } from '../navigation.ts'
import { useOutbox } from '../outbox/outbox.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { LateNotices } from './LateNotices.tsx'
import { StaleNote } from './StaleNote.tsx'
import { TaskCard } from './TaskCard.tsx'
import { taskNow } from './task.ts'
import { type TaskTab, taskListQuery } from './task-queries.ts'
import { useServiceDeskTexts } from './texts.ts'

/** The orders given to me, due first. */
export function TasksPage() {
  const t = useServiceDeskTexts()
  const { show = 'open' } = useSearch('/')
  return (
    <Page title={t('title')} look="root" tabs action={<NetworkState />}>
      <LateNotices />
      <Tabs
        label={t('which')}
        tabs={[
          { key: 'open', label: t('open') },
          { key: 'finished', label: t('finished') },
        ]}
        value={show}
        onChange={next => navigate({ to: '/', search: next === 'open' ? {} : { show: next }, replace: true })}
      >
        <TaskList state={show} />
      </Tabs>
    </Page>
  )
}

function TaskList({ state }: { state: TaskTab }) {
  const t = useServiceDeskTexts()
  const { entries } = useOutbox()
  const tasks = useInfiniteQuery(taskListQuery(state))
  const first = tasks.data?.pages[0]
  return (
    <Loaded query={tasks}>
      {({ pages }) => (
        <>
          <StaleNote since={first && (!first.fresh || tasks.isError) ? first.at : null} />
          {first?.data.items.length ? (
            <>
              <ul className="aj-stack" aria-label={t('title')}>
                {pages.flatMap(page =>
                  page.data.items.map(task => <TaskCard key={task.id} now={taskNow(task, entries)} />),
                )}
              </ul>
              <LoadMore query={tasks} />
            </>
          ) : (
            <EmptyState
              icon={<ClipboardCheck aria-hidden="true" />}
              title={t(state === 'open' ? 'noneOpen' : 'noneFinished')}
              text={t(state === 'open' ? 'noneOpenText' : 'noneFinishedText')}
            />
          )}
        </>
      )}
    </Loaded>
  )
}
