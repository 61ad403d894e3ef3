import { lazy, Suspense } from 'react'
import type { DateFieldProps, MonthsFieldProps } from './CalendarField.tsx'

// The calendar is heavy; a form is drawn and typed into before it has come.
const CalendarDate = lazy(() => import('./CalendarField.tsx').then(module => ({ default: module.CalendarDate })))
const CalendarMonth = lazy(() => import('./CalendarField.tsx').then(module => ({ default: module.CalendarMonth })))
const CalendarMonths = lazy(() => import('./CalendarField.tsx').then(module => ({ default: module.CalendarMonths })))

const bone = <div className="c-bone" style={{ height: 32 }} />

/** A civil date as text, for forms. */
export function DateField(props: DateFieldProps) {
  return (
    <Suspense fallback={bone}>
      <CalendarDate {...props} />
    </Suspense>
  )
}

/** A month as text, for forms. */
export function MonthField(props: DateFieldProps) {
  return (
    <Suspense fallback={bone}>
      <CalendarMonth {...props} />
    </Suspense>
  )
}

/** From month to month as text. */
export function MonthsField(props: MonthsFieldProps) {
  return (
    <Suspense fallback={bone}>
      <CalendarMonths {...props} />
    </Suspense>
  )
}
