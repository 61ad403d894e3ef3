import { useLocale } from '@anju/ui'
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'

export interface DateFieldProps {
  /** `2026-11-23`, as the contract takes it; a Form.Item gives and takes it. */
  value?: string | null
  onChange?: (date: string | null) => void
  id?: string
  label?: string
  placeholder?: string
}

export interface MonthsFieldProps {
  /** First and last month, `2026-11`. */
  value: [string, string]
  onChange: (months: [string, string]) => void
  id?: string
  labels: [string, string]
}

const DAY = 'YYYY-MM-DD'
const MONTH = 'YYYY-MM'

function read(text: string | null | undefined, format: string) {
  const day = text ? dayjs(text, format) : null
  return day?.isValid() ? day : null
}

function useCalendarLanguage() {
  const { locale } = useLocale()
  dayjs.locale(locale === 'en' ? 'en' : 'zh-cn')
}

export function CalendarDate({ value, onChange, id, label, placeholder }: DateFieldProps) {
  useCalendarLanguage()
  return (
    <DatePicker
      id={id}
      style={{ width: '100%' }}
      value={read(value, DAY)}
      onChange={day => onChange?.(day?.format(DAY) ?? null)}
      aria-label={label}
      placeholder={placeholder ?? DAY}
    />
  )
}

export function CalendarMonth({ value, onChange, id, label, placeholder }: DateFieldProps) {
  useCalendarLanguage()
  return (
    <DatePicker
      id={id}
      picker="month"
      style={{ width: '100%' }}
      value={read(value, MONTH)}
      onChange={month => onChange?.(month?.format(MONTH) ?? null)}
      aria-label={label}
      placeholder={placeholder ?? MONTH}
    />
  )
}

export function CalendarMonths({ value, onChange, id, labels }: MonthsFieldProps) {
  useCalendarLanguage()
  const [from, to] = value
  return (
    <DatePicker.RangePicker
      id={id ? { start: id } : undefined}
      picker="month"
      style={{ width: '100%' }}
      value={[read(from, MONTH), read(to, MONTH)]}
      onChange={months => {
        const [first, last] = months ?? []
        if (first && last) onChange([first.format(MONTH), last.format(MONTH)])
      }}
      allowClear={false}
      placeholder={labels}
      aria-label={labels.join(' – ')}
    />
  )
}
