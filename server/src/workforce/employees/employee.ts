/** An employee's life in the company, without a database. */
import type { workforce as contract, ResponseOf } from '@anju/contract'

export type EmployeeState = ResponseOf<typeof contract.listEmployees>['items'][number]['state']

/** coming before the first day; leaving while a last day is set; left after it. */
export function stateOf(employedFrom: string, employedTo: string | null, day: string): EmployeeState {
  if (employedFrom > day) return 'coming'
  if (employedTo === null) return 'employed'
  return employedTo < day ? 'left' : 'leaving'
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECKS = '10X98765432'

/** Whether an 18-digit ID number carries its own checksum (GB 11643). */
export function idNumberFits(idNumber: string): boolean {
  if (!/^\d{17}[\dX]$/.test(idNumber)) return false
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(idNumber[place]), 0)
  return CHECKS[sum % 11] === idNumber[17]
}

/** Days before the end of a certificate at which somebody is reminded; 0 once it has expired. */
export const REMINDER_DAYS = [60, 30, 7, 0] as const

/** The reminder that is due for a certificate with so many days left; null while there is time, or when it went out already. */
export function reminderDue(daysLeft: number, remindedDays: number | null): number | null {
  const due = REMINDER_DAYS.toReversed().find(days => (days === 0 ? daysLeft < 0 : daysLeft <= days)) ?? null
  if (due === null) return null
  return remindedDays === null || due < remindedDays ? due : null
}
