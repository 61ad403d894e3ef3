import { Refusal } from '../../platform/errors.ts'
import type { FieldProblem } from './parse-facts.ts'

/** Refuses input by its fields, like the contract does. */
export function refuseProblems(problems: FieldProblem[]): void {
  if (problems.length > 0) throw new Refusal('platform.input_wrong', 422, {}, problems)
}
