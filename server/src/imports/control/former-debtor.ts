/** Lines of the former system's own list of debtors. Pure. */
import type { ImportProblem } from '../workbook/problem.ts'

export interface FormerLine {
  sheet: string
  /** Of the sheet, or of what was typed. */
  row: number
  premisesId: string
  /** Empty where the list names nobody. */
  debtor: string
  itemName: string
  /** 0 where the list does not say. */
  year: number
  count: number | null
  amountFen: bigint
}

const TOLD = [
  { field: 'debtor', words: '欠费人', says: (line: FormerLine) => line.debtor !== '' },
  { field: 'itemName', words: '收费项目', says: (line: FormerLine) => line.itemName !== '' },
  { field: 'year', words: '年度', says: (line: FormerLine) => line.year !== 0 },
] as const

/**
 * What of a list does not fit together: a line that leaves out what others say (a total beside its own parts would be added up twice), and
 * one that says the same home, debtor, item and year as an earlier one.
 */
export function unevenLines(lines: readonly FormerLine[]): ImportProblem[] {
  const told = TOLD.filter(({ says }) => lines.some(says))
  const seen = new Map<string, number>()
  return lines.flatMap((line): ImportProblem[] => {
    const at = { severity: 'error' as const, sheet: line.sheet, row: line.row, column: null }
    const key = [line.premisesId, line.debtor, line.itemName, line.year].join('\n')
    const earlier = seen.get(key)
    seen.set(key, earlier ?? line.row)
    return [
      ...told
        .filter(({ says }) => !says(line))
        .map(({ field, words }) => ({ ...at, field, code: 'debtor_uneven' as const, params: { heading: words } })),
      ...(earlier === undefined
        ? []
        : [{ ...at, field: 'premisesId', code: 'debtor_twice' as const, params: { row: earlier } }]),
    ]
  })
}
