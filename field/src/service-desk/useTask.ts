import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useOutbox } from '../outbox/outbox.ts'
import { type Task, type TaskDetail, taskNow } from './task.ts'
import { taskListQuery, taskQuery } from './task-queries.ts'

/** One of my tasks with what waits in the outbox. Until its details are here, what the list knows of it stands in. */
export function useTask(orderId: string) {
  const { entries } = useOutbox()
  const detail = useQuery(taskQuery(orderId))
  const list = useInfiniteQuery(taskListQuery('open'))
  const row = list.data?.pages.flatMap(page => page.data.items).find(item => item.id === orderId)
  const known: (Task & Partial<TaskDetail>) | undefined = detail.data?.data ?? row
  // The time of a copy; of an answer only where asking again did not work.
  const staleSince = detail.data && (!detail.data.fresh || detail.isError) ? detail.data.at : null
  return { detail, now: known && taskNow(known, entries), staleSince }
}
