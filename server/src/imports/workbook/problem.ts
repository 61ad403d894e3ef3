import { columnNumber } from '../../platform/excel/cell-address.ts'
import { PROBLEM_WORDS, type ProblemCode, type ProblemLocale } from './problem-words.ts'

export type ProblemParams = Record<string, string | number>

export type ImportProblem = {
  /** An error keeps its row out; a warning only tells how something was understood. */
  severity: 'error' | 'warning'
  sheet: string
  row: number
  /** Letter of the column; null when the whole row or sheet is meant. */
  column: string | null
  field: string | null
  code: ProblemCode
  params: ProblemParams
}

/** The sentence for a person, naming the value and what is expected. */
export function problemSentence(problem: Pick<ImportProblem, 'code' | 'params'>, locale: ProblemLocale): string {
  return PROBLEM_WORDS[locale][problem.code].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(problem.params[name] ?? ''),
  )
}

/** In the order of the workbook: sheets as given, then rows, then columns. */
export function sortProblems(problems: readonly ImportProblem[], sheets: readonly string[]): ImportProblem[] {
  const place = ({ sheet, row, column }: ImportProblem) => [sheets.indexOf(sheet), row, columnNumber(column ?? '')]
  return problems.toSorted((a, b) => {
    const [left, right] = [place(a), place(b)]
    return left.map((value, index) => value - (right[index] ?? 0)).find(difference => difference !== 0) ?? 0
  })
}
