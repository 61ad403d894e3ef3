import { Select } from 'antd'
import { useConsoleTexts } from '../../texts/texts.ts'
import type { FilterOf } from './filter.ts'
import type { ListState } from './list-state.ts'

interface LongChoiceFilterProps {
  filter: FilterOf<'select'>
  state: ListState
  width: number | string | undefined
  stacked: boolean
}

/** One of many choices, found by typing. */
export default function LongChoiceFilter({ filter, state, width, stacked }: LongChoiceFilterProps) {
  const t = useConsoleTexts()
  return (
    <Select
      style={{ width: width ?? 180 }}
      value={state.filters[filter.key]}
      onChange={(value: string | undefined) => state.setFilters({ [filter.key]: value })}
      options={filter.options}
      prefix={stacked ? undefined : filter.label}
      placeholder={t('list.all')}
      aria-label={filter.label}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      allowClear
    />
  )
}
