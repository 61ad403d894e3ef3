/** Which column of a channel's statement is which: by the headings that a person named, else by usual ones. Pure. */
import type { CellRow } from './parse-lines.ts'

/** By which heading each column is found; empty: there is none. */
export interface Columns {
  reference: string
  at: string
  kind: string
  amount: string
  fee: string
  net: string
}
export type Field = keyof Columns

export interface FoundColumns {
  /** Place of the headings among the lines; the rows follow it. */
  headed: number
  columns: Columns
}

export const FIELDS = ['reference', 'at', 'kind', 'amount', 'fee', 'net'] as const satisfies Field[]

/** What channels call them, the likelier first: the number that stands on the slip goes before the channel's own. */
const USUAL: Record<Field, readonly string[]> = {
  reference: [
    ...['终端流水', '凭证号', '小票号', '参考号', '交易号', '流水号', '商户订单号', '商户单号', '订单号', '交易单号'],
    ...['reference', 'orderid', 'orderno'],
  ],
  at: ['交易时间', '时间', '完成时间', '支付时间', '发生时间', '交易日期', '日期', 'time', 'date'],
  kind: ['交易类型', '业务类型', '类型', '交易状态', '收支类型', 'type', 'kind'],
  amount: ['交易金额', '金额', '订单金额', '实收金额', '消费金额', '交易额', 'amount'],
  fee: ['手续费', '服务费', '交易费', 'fee'],
  net: ['结算金额', '净额', '到账金额', '入账金额', '清算金额', '实付', '实到', 'net'],
}
/** Titles and a merchant's data may stand above the headings; further down nobody looks for them. */
const ROWS_SEARCHED = 30

/** Headings are compared without blanks, what is in brackets, and case. */
function tidy(text: string): string {
  return text
    .replace(/[（(].*$/s, '')
    .replaceAll(/[\s`*:：]/g, '')
    .toLowerCase()
}

/** Whether rows can be read by them: a number, an amount, and a fee or a net. */
export function isEnough({ reference, amount, fee, net }: Columns): boolean {
  return reference !== '' && amount !== '' && (fee !== '' || net !== '')
}

/** The row that has all the headings that were named; null when there is none. */
export function findNamed(lines: readonly CellRow[], columns: Columns): FoundColumns | null {
  const wanted = FIELDS.map(field => tidy(columns[field])).filter(heading => heading !== '')
  const headed = lines.slice(0, ROWS_SEARCHED).findIndex(({ cells }) => {
    const there = new Set(cells.map(tidy))
    return wanted.every(heading => there.has(heading))
  })
  return headed < 0 ? null : { headed, columns }
}

/** The row with the most usual headings, and what they are; where none is known the first row with several cells. */
export function findUsual(lines: readonly CellRow[]): FoundColumns {
  const looked = lines.slice(0, ROWS_SEARCHED).map(({ cells }, headed) => ({ headed, columns: usualOf(cells) }))
  const score = ({ columns }: FoundColumns) => FIELDS.filter(field => columns[field] !== '').length
  const best = looked.reduce<FoundColumns | null>(
    (found, one) => (score(one) > (found ? score(found) : 0) ? one : found),
    null,
  )
  if (best) return best
  const headed = looked.findIndex(
    (_, index) => (lines[index]?.cells.filter(cell => cell.trim() !== '').length ?? 0) > 2,
  )
  return { headed: Math.max(headed, 0), columns: usualOf([]) }
}

function usualOf(cells: readonly string[]): Columns {
  const headings = cells.map(cell => cell.trim())
  const tidied = headings.map(tidy)
  const taken = new Set<number>()
  const named = (field: Field): string => {
    for (const matches of [
      (cell: string, name: string) => cell === name,
      (cell: string, name: string) => cell.startsWith(name),
    ])
      for (const name of USUAL[field]) {
        const place = tidied.findIndex((cell, index) => !taken.has(index) && matches(cell, name))
        if (place < 0) continue
        taken.add(place)
        return headings[place] ?? ''
      }
    return ''
  }
  return {
    ...{ reference: named('reference'), at: named('at'), kind: named('kind') },
    ...{ amount: named('amount'), fee: named('fee'), net: named('net') },
  }
}

/** Where the named columns stand in the row of headings. */
export function placesOf(cells: readonly string[], columns: Columns): Partial<Record<Field, number>> {
  const tidied = cells.map(tidy)
  const places: Partial<Record<Field, number>> = {}
  for (const field of FIELDS) {
    const place = columns[field] === '' ? -1 : tidied.indexOf(tidy(columns[field]))
    if (place >= 0) places[field] = place
  }
  return places
}
