import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useMe } from '../session.tsx'
import { alertPerson } from './alert-person.ts'
import { taskListQuery } from './task-queries.ts'

/** Rings when a task comes in, or comes back for rework, while the app is open on any page. */
export function useNewTaskAlert(): void {
  const works = useMe()?.permissions.includes('service-desk.orders.work') ?? false
  const { data } = useInfiniteQuery({ ...taskListQuery('open'), enabled: works })
  const known = useRef<ReadonlySet<string> | null>(null)
  useEffect(() => {
    const first = data?.pages[0]
    if (!first?.fresh) return
    const now = new Set(data?.pages.flatMap(page => page.data.items.map(task => `${task.id} ${task.round}`)))
    const before = known.current
    known.current = now
    if (before && [...now].some(key => !before.has(key))) alertPerson()
  }, [data])
}
