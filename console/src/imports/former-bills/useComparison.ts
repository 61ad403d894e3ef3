import { imports, type WireRequestOf, type WireResponseOf } from '@anju/contract'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../../api.ts'
import type { Import } from '../import-query.ts'

export type Comparison = WireResponseOf<typeof imports.readBillComparison>
export type ComparedBill = Comparison['bills'][number]
export type Shown = NonNullable<WireRequestOf<typeof imports.readBillComparison>['query']>

const { path } = imports.readBillComparison

export function useComparison(found: Import, shown: Shown) {
  return useQuery({
    queryKey: [path, found.id, found.version, shown],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(imports.readBillComparison, { params: { importId: found.id }, query: shown, signal }),
  })
}

/** Says why bills differ; null takes back what was said. */
export function useUnderstand(found: Import) {
  return useMutation({
    mutationFn: ({ bills, reason }: { bills: readonly ComparedBill[]; reason: string | null }) =>
      call(imports.understandBills, {
        params: { importId: found.id },
        body: {
          reason,
          bills: bills.map(({ premisesId, itemName, fromOn, formerFen, oursFen }) => ({
            ...{ premisesId, itemName, fromOn, formerFen, oursFen },
          })),
        },
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: [path, found.id] }),
  })
}
