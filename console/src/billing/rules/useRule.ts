import { type Rule, useRules } from '../useRules.ts'

/** A rule of the list, or one whose address was opened while it is not on the list's page. */
export function useRule(id: string, row: Rule | undefined) {
  const rules = useRules(row === undefined)
  return { rule: row ?? rules.data?.find(one => one.id === id), ...rules }
}
