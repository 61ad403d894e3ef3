/** 账龄: how old a debt is by its due date, as of a day (domain.md §1.3, E70). */
import { anchoredMonthStart, type CivilDate, daysBetween } from '../../platform/period.ts'

export const AGES = ['not-due', '0-30', '31-90', '91-180', '181-365', '1-2y', '2-3y', 'over-3y'] as const
export type Age = (typeof AGES)[number]

/** Days up to a year, then calendar years; above three years the limitation is near (民法典 188). */
export function ageOf(dueOn: CivilDate, asOf: CivilDate): Age {
  const days = daysBetween(dueOn, asOf)
  if (days < 0) return 'not-due'
  if (asOf > anchoredMonthStart(dueOn, 36)) return 'over-3y'
  if (asOf > anchoredMonthStart(dueOn, 24)) return '2-3y'
  if (days > 365) return '1-2y'
  if (days > 180) return '181-365'
  if (days > 90) return '91-180'
  return days > 30 ? '31-90' : '0-30'
}
