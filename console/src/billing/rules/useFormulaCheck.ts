import { billing } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { useSettled } from '../useSettled.ts'

const PAUSE_MS = 300

/** Whether a formula can be charged by, what it counts and may name; asked of the server that will work it out. Nothing is asked without one. */
export function useFormulaCheck(formula: string | undefined) {
  const asked = useSettled(formula?.trim(), PAUSE_MS)
  return useQuery({
    queryKey: [billing.checkFormula.path, asked],
    enabled: asked !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => call(billing.checkFormula, { body: { formula: asked ?? '' }, signal }),
  })
}
