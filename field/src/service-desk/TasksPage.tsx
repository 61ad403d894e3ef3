import { serviceDesk } from '@anju/contract'
import { EmptyState, Loaded, LoadMore, Page, Tabs } from '@anju/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ClipboardCheck } from 'lucide-react'
import { call } from '../api.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { TaskCard } from './TaskCard.tsx'
import { useServiceDeskTexts } from './texts.ts'

/** The orders given to me, due first. */
export function TasksPage() {
  const t = useServiceDeskTexts()
  const navigate = useNavigate()
  const { show = 'open' } = useSearch({ from: '/signed-in/tabs/' })
  return (
    <Page title={t('title')} look="root" tabs action={<NetworkState />}>
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

function TaskList({ state }: { state: 'open' | 'finished' }) {
  const t = useServiceDeskTexts()
  const tasks = useInfiniteQuery({
    queryKey: ['tasks', state],
    queryFn: ({ pageParam, signal }) => call(serviceDesk.listMyTasks, { query: { state, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  return (
    <Loaded query={tasks}>
      {({ pages }) =>
        pages[0]?.total ? (
          <>
            <ul className="aj-stack" aria-label={t('title')}>
              {pages.flatMap(page => page.items.map(task => <TaskCard key={task.id} task={task} />))}
            </ul>
            <LoadMore query={tasks} />
          </>
        ) : (
          <EmptyState
            icon={<ClipboardCheck aria-hidden="true" />}
            title={t(state === 'open' ? 'noneOpen' : 'noneFinished')}
            text={t(state === 'open' ? 'noneOpenText' : 'noneFinishedText')}
          />
        )
      }
    </Loaded>
  )
}
