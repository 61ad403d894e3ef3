import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCommunity } from '../../community.tsx'
import type { PageAddress } from '../../module.ts'
import type { ConsoleSearch } from '../../search-params.ts'
import type { Column, List } from '../../shell/list/index.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { type Happened, linesOf, type NumberOptions, numberOf } from './row-address.ts'
import { useReportTexts } from './texts.ts'

export interface GroupRow {
  id: string
  groupId: string | null
  month: string | null
  name: string
  communityName: string | null
}

/** Where a row opens, by how the report is grouped. */
export type RowAddress<Row> = (row: Row, by: string) => PageAddress

/** Where rows open: their lines, with the filters of the report. */
export function toLines<Row extends GroupRow>(
  list: Pick<List<unknown>, 'state'>,
  more: ConsoleSearch = {},
  happened?: Happened,
): RowAddress<Row> {
  return (row, by) => ({
    to: '/reports/lines',
    search: { ...more, ...linesOf(row, by, list.state.filters, happened) },
  })
}

/** Where the numbers of a row open: the lines they are made of, as of the day the report counted them. */
export function toNumbers<Row extends GroupRow>(
  list: Pick<List<unknown>, 'state' | 'about'>,
  by: string,
  options: NumberOptions = {},
): (number: string | null) => (row: Row) => PageAddress {
  return number => row => ({
    to: '/reports/lines',
    search: numberOf(row, by, list.state.filters, number, list.about, options),
  })
}

/** The name of a row, which opens what is behind it. */
export function useNameColumn<Row extends GroupRow, Sums>(
  list: List<Row, Sums>,
  fallback: string,
  {
    address = toLines<Row>(list),
    nameOf,
  }: { address?: RowAddress<Row>; nameOf?: (row: Row, by: string) => ReactNode } = {},
): Column<Row, Sums> {
  const t = useReportTexts()
  const by = list.state.filters.by ?? fallback
  return {
    key: 'name',
    title: t(HEADS[by as keyof typeof HEADS] ?? 'building'),
    width: 180,
    sort: 'name',
    render: row => (
      <RowLink address={address(row, by)}>
        {nameOf ? (
          nameOf(row, by)
        ) : (
          <>
            {row.communityName ? `${row.communityName} ` : ''}
            {row.name || t('outside')}
          </>
        )}
      </RowLink>
    ),
    footer: () => t('all'),
  }
}

const HEADS = {
  ...({ month: 'month', community: 'community', item: 'item', building: 'building', day: 'head.day' } as const),
  ...({ method: 'head.method', channel: 'head.channel', cashier: 'head.cashier', rate: 'head.rate' } as const),
} as const

/** The way to what is behind a row, in the community that was chosen or its own. */
export function RowLink({ address, children }: { address: PageAddress; children: ReactNode }) {
  const { id } = useCommunity()
  return (
    <Link to={address.to} search={{ ...(id ? { community: id } : {}), ...address.search }}>
      {children}
    </Link>
  )
}

/** A column of an amount, which can be sorted by, with its sum. */
export function amountColumn<Row, Sums>(
  key: keyof Row & keyof Sums & string,
  title: string,
  options: {
    width?: number
    sort?: boolean
    tone?: 'danger' | 'secondary'
    /** Where an amount opens what it is made of. */
    address?: (row: Row) => PageAddress
  } = {},
): Column<Row, Sums> {
  const amount = (from: Row | Sums) => (from as Record<string, unknown>)[key] as number
  return {
    key,
    title,
    width: options.width ?? 124,
    align: 'number',
    ...(options.sort === false ? {} : { sort: key }),
    render: row => {
      const money = <MoneyText fen={amount(row)} tone={amount(row) === 0 ? 'secondary' : (options.tone ?? 'text')} />
      return options.address && amount(row) !== 0 ? <RowLink address={options.address(row)}>{money}</RowLink> : money
    },
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

/** A column of a count with its sum; with `address` a count opens what was counted. */
export function countColumn<Row, Sums>(
  key: keyof Row & keyof Sums & string,
  title: string,
  address?: (row: Row) => PageAddress,
): Column<Row, Sums> {
  const count = (of: Row | Sums) => ((of as Record<string, unknown>)[key] as number).toLocaleString('en')
  return {
    ...{ key, title, width: 88, sort: key, align: 'number' as const },
    render: row =>
      address && count(row) !== '0' ? <RowLink address={address(row)}>{count(row)}</RowLink> : count(row),
    footer: sums => count(sums),
  }
}

/** A column of a quantity, decimal text as it is, with its sum; with `address` it opens what it is made of. */
export function quantityColumn<Row, Sums>(
  key: keyof Row & keyof Sums & string,
  title: string,
  address?: (row: Row) => PageAddress,
): Column<Row, Sums> {
  const quantity = (of: Row | Sums) => <span className="an-rate">{(of as Record<string, unknown>)[key] as string}</span>
  return {
    ...{ key, title, width: 112, sort: key, align: 'number' as const },
    render: row =>
      address && (row as Record<string, unknown>)[key] !== '0' ? (
        <RowLink address={address(row)}>{quantity(row)}</RowLink>
      ) : (
        quantity(row)
      ),
    footer: sums => quantity(sums),
  }
}
