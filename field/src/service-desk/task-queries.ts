import { serviceDesk, type WireResponseOf } from '@anju/contract'
import { type InfiniteData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call, queryClient } from '../api.ts'
import { askAgainAfter, askOrRecall, type Known, keepCopy } from '../outbox/copies.ts'
import type { TaskDetail } from './task.ts'

export type TaskTab = 'open' | 'finished'
type TaskPage = Known<WireResponseOf<typeof serviceDesk.listMyTasks>>

/** The orders given to me: what is to do, due first; or what is behind. The first page can be read without a network. */
export function taskListQuery(state: TaskTab) {
  return infiniteQueryOptions({
    queryKey: ['tasks', state],
    queryFn: ({ pageParam, signal }): Promise<TaskPage> => {
      const ask = () => call(serviceDesk.listMyTasks, { query: { state, cursor: pageParam }, signal })
      if (pageParam === undefined) return askOrRecall(`tasks/${state}`, ask)
      return ask().then(data => ({ data, at: Date.now(), fresh: true }))
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: TaskPage) => page.data.next ?? undefined,
    refetchInterval: query => askAgainAfter(query.state.data?.pages[0]),
  })
}

/** One order given to me, with photos and log; once opened, it can be read without a network. */
export function taskQuery(orderId: string) {
  return queryOptions({
    queryKey: ['task', orderId],
    queryFn: ({ signal }): Promise<Known<TaskDetail>> =>
      askOrRecall(`task/${orderId}`, () => call(serviceDesk.readMyTask, { params: { orderId }, signal })),
    refetchInterval: query => askAgainAfter(query.state.data),
  })
}

/** Takes the server’s answer to a step into what is on the screen, before the lists are read again. */
export function showAnswer(task: TaskDetail): void {
  const at = Date.now()
  queryClient.setQueryData(taskQuery(task.id).queryKey, { data: task, at, fresh: true })
  void keepCopy(`task/${task.id}`, task)
  queryClient.setQueryData(taskListQuery('open').queryKey, list => list && withAnswer(list, task))
}

function withAnswer(list: InfiniteData<TaskPage>, task: TaskDetail): typeof list {
  const isOpen = task.state === 'assigned' || task.state === 'working'
  const pages = list.pages.map(page => {
    const items = page.data.items.flatMap(item => (item.id !== task.id ? [item] : isOpen ? [{ ...item, ...task }] : []))
    return { ...page, data: { ...page.data, items } }
  })
  return { ...list, pages }
}

/** Reads the lists and these tasks again: something about them has changed. */
export function readTasksAgain(orderIds: Iterable<string>): void {
  void queryClient.invalidateQueries({ queryKey: ['tasks'] })
  for (const orderId of orderIds) void queryClient.invalidateQueries({ queryKey: ['task', orderId] })
}
