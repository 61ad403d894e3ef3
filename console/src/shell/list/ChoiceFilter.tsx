import { Dropdown } from 'antd'
import { Check, ChevronDown } from 'lucide-react'
import { useConsoleTexts } from '../../texts/texts.ts'
import type { FilterOf } from './filter.ts'
import type { ListState } from './list-state.ts'

interface ChoiceFilterProps {
  filter: FilterOf<'select'>
  state: ListState
  width: number | string | undefined
  /** In the popover the label stands above already. */
  stacked: boolean
}

const ALL = '*'

/** One of a few choices: "状态 已发布", with a menu below. */
export function ChoiceFilter({ filter, state, width, stacked }: ChoiceFilterProps) {
  const t = useConsoleTexts()
  const made = state.filters[filter.key]
  const value = made ?? filter.base
  const chosen = filter.options.find(option => option.value === value)
  const mark = (on: boolean) =>
    on ? <Check size={14} aria-hidden /> : <span style={{ display: 'inline-block', width: 14 }} />
  const items = [
    ...(filter.base === undefined ? [{ key: ALL, label: t('list.all'), icon: mark(value === undefined) }] : []),
    ...filter.options.map(option => ({ key: option.value, label: option.label, icon: mark(option.value === value) })),
  ]
  const shown = chosen?.label ?? value ?? t('list.all')
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        selectable: true,
        selectedKeys: [value ?? ALL],
        onClick: ({ key }) =>
          state.setFilters({
            ...Object.fromEntries((filter.clears ?? []).map(other => [other, undefined])),
            [filter.key]: key === ALL || key === filter.base ? undefined : key,
          }),
      }}
    >
      <button
        type="button"
        className="c-filter"
        data-set={made !== undefined}
        style={{ width }}
        aria-haspopup="menu"
        aria-label={`${filter.label} ${shown}`}
      >
        {stacked ? null : <span>{filter.label}</span>}
        <span className="c-filter__value">{shown}</span>
        <ChevronDown size={14} aria-hidden />
      </button>
    </Dropdown>
  )
}
