import { useKitTexts } from '../texts/kit-texts.ts'
import { useBrowserNow } from './browser-clock.ts'
import { formatDate, formatDateTime, formatTime, type InstantValue } from './format-date.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const HOUR_MS = 60 * 60 * 1000
const MINUTE_MS = 60 * 1000

export interface DateTextProps {
  at: InstantValue
  /** `relative` says "3 分钟前" under 24 hours and the date and time after. */
  as?: 'datetime' | 'date' | 'time' | 'relative'
}

/** An instant in Asia/Shanghai; the exact time is always in the tooltip. */
export function DateText({ at, as = 'datetime' }: DateTextProps) {
  return (
    <time className="aj-date" dateTime={new Date(at).toISOString()} title={formatDateTime(at)}>
      {as === 'relative' ? <RelativeTime at={at} /> : format(at, as)}
    </time>
  )
}

function format(at: InstantValue, as: 'datetime' | 'date' | 'time'): string {
  if (as === 'date') return formatDate(at)
  if (as === 'time') return formatTime(at)
  return formatDateTime(at)
}

function RelativeTime({ at }: { at: InstantValue }) {
  const t = useKitTexts()
  const age = useBrowserNow() - new Date(at).getTime()
  // The server's clock may be a little ahead of the phone's.
  if (age < -MINUTE_MS || age >= DAY_MS) return formatDateTime(at)
  if (age < MINUTE_MS) return t('justNow')
  if (age < HOUR_MS) return t('minutesAgo', { count: Math.floor(age / MINUTE_MS) })
  return t('hoursAgo', { count: Math.floor(age / HOUR_MS) })
}
