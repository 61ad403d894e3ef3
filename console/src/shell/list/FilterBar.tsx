import { Button, Popover } from 'antd'
import { ListFilter, X } from 'lucide-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import { ChoiceFilter } from './ChoiceFilter.tsx'
import { type Filter, keysOf } from './filter.ts'
import type { ListState } from './list-state.ts'
import { TextFilter } from './TextFilter.tsx'
import './list.css'

// The calendar and the searchable select are as large as the rest of a list page: only who has them on the page loads them.
const DateFilter = lazy(() => import('./DateFilter.tsx'))
const ViewsMenu = lazy(() => import('./ViewsMenu.tsx'))
const LongChoiceFilter = lazy(() => import('./LongChoiceFilter.tsx'))

interface FilterBarProps {
  list: { state: ListState; route?: string }
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
          <Button icon={<ListFilter size={14} aria-hidden />}>
            {t('list.moreFilters')}
            {setBehind > 0 ? <span className="c-filters__count">{setBehind}</span> : null}
          </Button>
        </Popover>
      ) : null}
      {state.filtered ? (
        <Button type="text" icon={<X size={14} aria-hidden />} onClick={state.clearFilters}>
          {t('list.clearFilters')}
        </Button>
      ) : null}
      <div className="c-filters__end">
        {list.route ? (
          <Suspense fallback={null}>
            <ViewsMenu state={state} route={list.route} />
          </Suspense>
        ) : null}
        {end}
      </div>
    </div>
  )
}

interface FilterFieldProps {
  filter: Filter
  state: ListState
  /** In the popover: the label above, the field as wide as it. */
  stacked?: boolean
}

function FilterField({ filter, state, stacked = false }: FilterFieldProps) {
  const width = stacked ? '100%' : filter.width
  return (
    <div className="c-filters__field">
      {stacked ? (
        <span className="c-filters__label" aria-hidden>
          {filter.label}
        </span>
      ) : null}
      <Suspense fallback={<div className="c-bone" style={{ width: width ?? 160, height: 32 }} />}>
        {filter.kind === 'text' ? (
          <TextFilter filter={filter} state={state} width={width ?? 220} />
        ) : filter.kind === 'select' ? (
          <ChoiceOf filter={filter} state={state} width={width} stacked={stacked} />
        ) : (
          <DateFilter filter={filter} state={state} width={width ?? (filter.kind === 'dates' ? 240 : 140)} />
        )}
      </Suspense>
    </div>
  )
}

const LONG_FROM = 13

type ChoiceProps = Parameters<typeof ChoiceFilter>[0]

/** Few choices are a menu, many a list to search in. */
function ChoiceOf(props: ChoiceProps) {
  return props.filter.options.length < LONG_FROM ? <ChoiceFilter {...props} /> : <LongChoiceFilter {...props} />
}
