import { COUNT_MOST } from '@anju/contract'
import { Button } from 'antd'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useConsoleTexts } from '../../texts/texts.ts'
import type { Column } from './column.ts'
import type { List } from './useList.ts'

const ColumnsMenu = lazy(() => import('./ColumnsMenu.tsx'))

interface ListFooterProps<Row, Sums> {
  list: List<Row, Sums>
  /** All there are, shown or not. */
  columns: readonly Column<Row, Sums>[]
}

/** How many there are, which of them are on screen, and the way to the others. */
export function ListFooter<Row, Sums>({ list, columns }: ListFooterProps<Row, Sums>) {
  const t = useConsoleTexts()
  const { state, total, rows, next, limit } = list
  if (total === undefined) return <footer className="c-list__foot" />
  const from = state.pageNumber === undefined ? undefined : (state.pageNumber - 1) * limit + 1
  const known = state.pageNumber !== undefined
  return (
    <footer className="c-list__foot">
      <span className="c-number">{t('list.total', { count: countText(total) })}</span>
      {list.route ? (
        <Suspense fallback={null}>
          <ColumnsMenu route={list.route} columns={columns} />
        </Suspense>
      ) : null}
      {state.cursor || next ? (
        <div className="c-list__pager">
          {from !== undefined && rows.length > 0 ? (
            <span className="c-number">{t('list.range', { from, to: from + rows.length - 1 })}</span>
          ) : null}
          <Button
            size="small"
            icon={<ChevronLeft size={14} aria-hidden />}
            disabled={!state.cursor}
            onClick={state.goBack}
          >
            {known ? t('list.previous') : t('list.first')}
          </Button>
          <Button
            size="small"
            icon={<ChevronRight size={14} aria-hidden />}
            iconPlacement="end"
            disabled={!next}
            onClick={() => next && state.goNext(next)}
          >
            {t('list.next')}
          </Button>
        </div>
      ) : null}
    </footer>
  )
}

/** Long lists are counted up to a limit: 10,000+ says that there are more. */
function countText(total: number): string {
  return total > COUNT_MOST ? `${COUNT_MOST.toLocaleString('en')}+` : total.toLocaleString('en')
}
