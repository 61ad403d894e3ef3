import { Badge, Button, Input, Popover, Select } from 'antd'
import { ListFilter, Search, X } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import type { ListState } from './list-state.ts'
import './list.css'

// The calendar is a third of the console's code for pages that have no dates to choose.
const DateFilter = lazy(() => import('./DateFilter.tsx'))

export type Filter =
  | { kind: 'text'; key: string; label: string; placeholder?: string; width?: number }
  | { kind: 'select'; key: string; label: string; options: { value: string; label: string }[]; width?: number }
  | { kind: 'month'; key: string; label: string; width?: number }
  /** A period from day to day: two keys of the address. */
  | { kind: 'dates'; from: string; to: string; label: string; width?: number }

interface FilterBarProps {
  list: { state: ListState }
  /** The first three stand in the line, the others behind 更多. */
  filters: Filter[]
  /** The right end: export, view options. */
  end?: ReactNode
}

const IN_LINE = 3

/** The filters of a list in one line, bound to the address. */
export function FilterBar({ list, filters, end }: FilterBarProps) {
  const t = useConsoleTexts()
  const { state } = list
  const behind = filters.slice(IN_LINE)
  const setBehind = behind.filter(filter => keysOf(filter).some(key => state.filters[key] !== undefined)).length
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not known to every browser the company has
    <div className="c-filters" role="search" aria-label={t('list.filters')}>
      {filters.slice(0, IN_LINE).map(filter => (
        <FilterField key={keysOf(filter).join()} filter={filter} state={state} />
      ))}
      {behind.length > 0 ? (
        <Popover
          trigger="click"
          placement="bottomLeft"
          arrow={false}
          content={
            <div className="c-filters__behind">
              {behind.map(filter => (
                <FilterField key={keysOf(filter).join()} filter={filter} state={state} stacked />
              ))}
            </div>
          }
        >
          <Badge count={setBehind} size="small" color="#1456d9">
            <Button icon={<ListFilter size={14} aria-hidden />}>{t('list.moreFilters')}</Button>
          </Badge>
        </Popover>
      ) : null}
      {state.filtered ? (
        <Button type="text" icon={<X size={14} aria-hidden />} onClick={state.clearFilters}>
          {t('list.clearFilters')}
        </Button>
      ) : null}
      {end ? <div className="c-filters__end">{end}</div> : null}
    </div>
  )
}

function keysOf(filter: Filter): string[] {
  return filter.kind === 'dates' ? [filter.from, filter.to] : [filter.key]
}

interface FilterFieldProps {
  filter: Filter
  state: ListState
  /** In the popover: the label above, the field as wide as it. */
  stacked?: boolean
}

function FilterField({ filter, state, stacked = false }: FilterFieldProps) {
  const style = {
    width: stacked ? '100%' : (filter.width ?? (filter.kind === 'dates' ? 240 : filter.kind === 'text' ? 220 : 160)),
  }
  const field =
    filter.kind === 'text' ? (
      <TextFilter filter={filter} state={state} style={style} />
    ) : filter.kind === 'select' ? (
      <SelectFilter filter={filter} state={state} style={style} stacked={stacked} />
    ) : (
      <Suspense fallback={<div className="c-bone" style={{ ...style, height: 32 }} />}>
        <DateFilter filter={filter} state={state} style={style} />
      </Suspense>
    )
  return stacked ? (
    <div>
      <span className="c-filters__label" aria-hidden>
        {filter.label}
      </span>
      {field}
    </div>
  ) : (
    field
  )
}

const PAUSE_MS = 300

type Of<Kind extends Filter['kind']> = Extract<Filter, { kind: Kind }>

function TextFilter({
  filter,
  state,
  style,
}: {
  filter: Of<'text'>
  state: ListState
  style: { width: number | string }
}) {
  const set = state.filters[filter.key] ?? ''
  const [typed, setTyped] = useState(set)
  const sent = useRef(set)
  // The address changed by other hands (back button, 清除筛选): the field follows.
  useEffect(() => {
    if (set !== sent.current) setTyped(set)
    sent.current = set
  }, [set])
  const send = useRef(state.setFilters)
  useEffect(() => {
    send.current = state.setFilters
  })
  useEffect(() => {
    const text = typed.trim()
    if (text === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text
      send.current({ [filter.key]: text || undefined })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, filter.key])
  return (
    <Input
      style={style}
      value={typed}
      onChange={event => setTyped(event.target.value)}
      prefix={<Search size={14} aria-hidden />}
      placeholder={filter.placeholder ?? filter.label}
      aria-label={filter.label}
      allowClear
      maxLength={50}
    />
  )
}

const SEARCHABLE_FROM = 9

interface SelectFilterProps {
  filter: Of<'select'>
  state: ListState
  style: { width: number | string }
  stacked: boolean
}

function SelectFilter({ filter, state, style, stacked }: SelectFilterProps) {
  const t = useConsoleTexts()
  const id = useId()
  return (
    <Select
      id={id}
      style={style}
      value={state.filters[filter.key]}
      onChange={(value: string | undefined) => state.setFilters({ [filter.key]: value })}
      options={filter.options}
      prefix={stacked ? undefined : <span className="c-filters__prefix">{filter.label}</span>}
      placeholder={t('list.all')}
      aria-label={filter.label}
      showSearch={filter.options.length >= SEARCHABLE_FROM ? { optionFilterProp: 'label' } : false}
      popupMatchSelectWidth={false}
      allowClear
    />
  )
}
