import { describe, expect, it } from 'vitest'
import { type ImportProblem, problemSentence, sortProblems } from './problem.ts'
import { PROBLEM_WORDS, type ProblemCode } from './problem-words.ts'

describe('the words of problems', () => {
  it('use the same parameters in both languages', () => {
    const names = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort()
    for (const code of Object.keys(PROBLEM_WORDS['zh-CN']) as ProblemCode[]) {
      expect([code, names(PROBLEM_WORDS.en[code])]).toEqual([code, names(PROBLEM_WORDS['zh-CN'][code])])
    }
  })

  it('name the value and what is expected', () => {
    const problem = { code: 'date_invalid' as const, params: { value: '22.1-6', heading: '计费起始时间' } }
    expect(problemSentence(problem, 'zh-CN')).toBe(
      '“22.1-6”不是完整的日期，“计费起始时间”请写成 2020-06-10 这样的“年-月-日”',
    )
    expect(problemSentence(problem, 'en')).toBe(
      '“22.1-6” is not a complete date; write “计费起始时间” as year-month-day like 2020-06-10',
    )
  })
})

it('problems stand in the order of the workbook', () => {
  const at = (sheet: string, row: number, column: string | null): ImportProblem => ({
    severity: 'error',
    ...{ sheet, row, column, field: null },
    code: 'value_missing',
    params: {},
  })
  const sorted = sortProblems(
    [at('乙', 2, 'A'), at('甲', 10, 'A'), at('甲', 9, 'AA'), at('甲', 9, 'B'), at('甲', 9, null)],
    ['甲', '乙'],
  )
  expect(sorted.map(({ sheet, row, column }) => `${sheet}${row}${column ?? ''}`)).toEqual([
    '甲9',
    '甲9B',
    '甲9AA',
    '甲10A',
    '乙2A',
  ])
})
