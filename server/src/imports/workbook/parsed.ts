import type { ProblemParams } from './problem.ts'
import type { ProblemCode } from './problem-words.ts'

/** Something to say about a value. */
export type Remark = { code: ProblemCode; params: ProblemParams }

/** What became of a text: a value, perhaps with a warning, or a refusal. `value` of the params is added by the caller. */
export type Parsed<T> = { value: T; warning?: Remark } | { error: Remark }

export type Parse<T> = (text: string) => Parsed<T>

export function refuse(code: ProblemCode, params: ProblemParams = {}): { error: Remark } {
  return { error: { code, params } }
}

export function accept<T>(value: T, code?: ProblemCode, params: ProblemParams = {}): Parsed<T> {
  return code === undefined ? { value } : { value, warning: { code, params } }
}

/** One form for full-width and half-width, without invisible characters or blanks at the ends. */
export function tidyText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200B-\u200F\u2060\uFEFF]/g, '')
    .trim()
}
