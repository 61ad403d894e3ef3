import { ApiError, type WireResponseOf, workforce } from '@anju/contract'
import { useRef, useState } from 'react'
import { call } from '../../api.ts'
import { type DifferingField, differingFields } from '../../shell/form/conflict.ts'
import type { OpenConflict } from '../../shell/form/useConflict.ts'
import type { CalendarDay } from './public-holidays.ts'

export type CalendarYear = WireResponseOf<typeof workforce.listCalendarDays>

/** Each day once, the last word counting, in the order of the year. */
export function inOrder(days: readonly CalendarDay[]): CalendarDay[] {
  return [...new Map(days.map(each => [each.day, each])).values()].toSorted((one, two) =>
    one.day.localeCompare(two.day),
  )
}

const byDay = (days: readonly CalendarDay[]) => Object.fromEntries(days.map(each => [each.day, each]))

/**
 * The days of a year while they are edited. Somebody else saved the year first: days that only they changed are taken over, days that both
 * changed are offered, theirs or mine, and saving again is about their version. Nothing of either is lost.
 */
export function useYear(year: number, known: CalendarYear) {
  const [days, setDays] = useState(known.items)
  const [fields, setFields] = useState<DifferingField[] | null>(null)
  const [chosen, setChosen] = useState<OpenConflict['chosen']>({})
  const base = useRef(known)
  const put = (day: string, value: unknown) =>
    setDays(now => inOrder([...now.filter(each => each.day !== day), ...(value ? [value as CalendarDay] : [])]))
  const meet = async (error: Error): Promise<void> => {
    if (!(error instanceof ApiError) || error.code !== 'platform.changed_meanwhile') return
    const now = await call(workforce.listCalendarDays, { query: { year } }).catch(() => null)
    if (!now) return
    const empty = Object.fromEntries([...base.current.items, ...days].map(each => [each.day, null]))
    const differing = differingFields(byDay(base.current.items), { ...empty, ...byDay(now.items) }, byDay(days))
    for (const one of differing) if (!one.both) put(one.field, one.theirs)
    base.current = now
    setChosen(Object.fromEntries(differing.map(({ field, both }) => [field, both ? 'mine' : 'theirs'])))
    setFields(differing)
  }
  const choose = (field: string, side: 'theirs' | 'mine') => {
    const one = fields?.find(candidate => candidate.field === field)
    if (!one) return
    put(field, side === 'theirs' ? one.theirs : one.mine)
    setChosen(now => ({ ...now, [field]: side }))
  }
  /** The year was saved: it begins anew. */
  const begin = (saved: CalendarYear) => {
    base.current = saved
    setDays(saved.items)
    setFields(null)
  }
  const conflict: OpenConflict | null = fields === null ? null : { fields, chosen, choose }
  return { days, setDays, version: () => base.current.version, conflict, meet, begin }
}
