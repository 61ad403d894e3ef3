import { useLocale } from '@anju/ui'
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useConsoleTexts } from '../../texts/texts.ts'
import type { FilterOf } from './filter.ts'
import type { ListState } from './list-state.ts'

interface DateFilterProps {
  filter: FilterOf<'month'> | FilterOf<'day'> | FilterOf<'dates'>
  state: ListState
  width: number | string
}

const DAY = 'YYYY-MM-DD'
const MONTH = 'YYYY-MM'

/** A month, a day, or a period from day to day, in the words of the address: `2026-11`, `2026-11-01`. */
export default function DateFilter({ filter, state, width }: DateFilterProps) {
  const t = useConsoleTexts()
  const style = { width }
  const { locale } = useLocale()
  dayjs.locale(locale === 'en' ? 'en' : 'zh-cn')
  const read = (key: string, format: string) => {
    const text = state.filters[key]
    const day = text === undefined ? null : dayjs(text, format)
    return day?.isValid() ? day : null
  }
  if (filter.kind !== 'dates') {
    const format = filter.kind === 'month' ? MONTH : DAY
    return (
      <DatePicker
        picker={filter.kind === 'month' ? 'month' : 'date'}
        style={style}
        value={read(filter.key, format)}
        onChange={day => state.setFilters({ [filter.key]: day?.format(format) })}
        placeholder={filter.label}
        aria-label={filter.label}
      />
    )
  }
  return (
    <DatePicker.RangePicker
      style={style}
      value={[read(filter.from, DAY), read(filter.to, DAY)]}
      onChange={days =>
        state.setFilters({ [filter.from]: days?.[0]?.format(DAY), [filter.to]: days?.[1]?.format(DAY) })
      }
      allowEmpty={[true, true]}
      placeholder={[`${filter.label} ${t('list.dateFrom')}`, t('list.dateTo')]}
      aria-label={filter.label}
    />
  )
}
