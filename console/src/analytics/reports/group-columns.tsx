import { Link } from '@tanstack/react-router'
import type { ConsoleSearch } from '../../search-params.ts'
import type { Column, List } from '../../shell/list/index.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { linesOf } from './row-address.ts'
import { useReportTexts } from './texts.ts'

export interface GroupRow {
  id: string
  groupId: string | null
  month: string | null
  name: string
  communityName: string | null
}

/** The name of a row, which opens its lines. */
export function useNameColumn<Row extends GroupRow, Sums>(
  list: List<Row, Sums>,
  fallback: string,
  more: ConsoleSearch = {},
  moved = false,
): Column<Row, Sums> {
  const t = useReportTexts()
  const by = list.state.filters.by ?? fallback
  const title =
    by === 'month' ? t('month') : by === 'community' ? t('community') : by === 'item' ? t('item') : t('building')
  return {
    key: 'name',
    title,
    width: 180,
    sort: 'name',
    render: row => (
      <Link
        to="/reports/lines"
        search={(previous: ConsoleSearch) => ({
          ...(previous.community ? { community: previous.community } : {}),
          ...more,
          ...linesOf(row, by, list.state.filters, moved),
        })}
      >
        {row.communityName ? `${row.communityName} ` : ''}
        {row.name || t('outside')}
      </Link>
    ),
    footer: () => t('all'),
  }
}

/** A column of an amount, which can be sorted by, with its sum. */
export function amountColumn<Row, Sums>(
  key: keyof Row & keyof Sums & string,
  title: string,
  options: { width?: number; sort?: boolean; tone?: 'danger' | 'secondary' } = {},
): Column<Row, Sums> {
  const amount = (from: Row | Sums) => (from as Record<string, unknown>)[key] as number
  return {
    key,
    title,
    width: options.width ?? 124,
    align: 'number',
    ...(options.sort === false ? {} : { sort: key }),
    render: row => <MoneyText fen={amount(row)} tone={amount(row) === 0 ? 'secondary' : (options.tone ?? 'text')} />,
    footer: sums => <MoneyText fen={amount(sums)} />,
  }
}

/** A column of a rate in percent; a dash where there is nothing to collect. */
export function rateColumn<Row, Sums>(
  key: keyof Row & keyof Sums & string,
  title: string,
  width = 112,
): Column<Row, Sums> {
  const rate = (from: Row | Sums) => rateText((from as Record<string, unknown>)[key] as string | null)
  return {
    key,
    title,
    width,
    align: 'number',
    sort: key,
    render: row => <span className="an-rate">{rate(row)}</span>,
    footer: sums => <span className="an-rate">{rate(sums)}</span>,
  }
}

/** `65.98` as `65.98%`; a dash for none. */
export const rateText = (rate: string | null | undefined) => (rate === null || rate === undefined ? '–' : `${rate}%`)

/** A column of a count with its sum. */
export function countColumn<Row, Sums>(key: keyof Row & keyof Sums & string, title: string): Column<Row, Sums> {
  const count = (of: Row | Sums) => ((of as Record<string, unknown>)[key] as number).toLocaleString('en')
  return {
    ...{ key, title, width: 88, sort: key, align: 'number' as const },
    render: row => count(row),
    footer: sums => count(sums),
  }
}

/** A column of a quantity, decimal text as it is, with its sum. */
export function quantityColumn<Row, Sums>(key: keyof Row & keyof Sums & string, title: string): Column<Row, Sums> {
  const quantity = (of: Row | Sums) => <span className="an-rate">{(of as Record<string, unknown>)[key] as string}</span>
  return {
    ...{ key, title, width: 112, sort: key, align: 'number' as const },
    render: row => quantity(row),
    footer: sums => quantity(sums),
  }
}
