import { imports, type WireRequestOf } from '@anju/contract'
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../../api.ts'
import type { Import } from '../import-query.ts'
import type { Kept } from './debtors-draft.ts'

type Lines = WireRequestOf<typeof imports.enterFormerDebtors>['body']['lines']

const debtorsQuery = ({ id, state }: Pick<Import, 'id' | 'state'>) =>
  queryOptions({
    queryKey: [imports.listFormerDebtors.path, id, state],
    queryFn: ({ signal }) => call(imports.listFormerDebtors, { params: { importId: id }, signal }),
  })

export function useDebtors(found: Import, version: number | null) {
  return useQuery({ ...debtorsQuery(found), enabled: version !== null })
}

/** What was kept is shown at once; the control sheet has another version then. */
function useTaken(found: Import) {
  return {
    onSuccess: ({ kept, problems: _, ...list }: Kept) => {
      if (!kept) return
      queryClient.setQueryData(debtorsQuery(found).queryKey, list)
      void queryClient.invalidateQueries({ queryKey: [imports.readControlSheet.path, found.id] })
    },
    onError: () => queryClient.invalidateQueries({ queryKey: [imports.readControlSheet.path, found.id] }),
  }
}

export function useEnterDebtors(found: Import) {
  return useMutation({
    mutationFn: (body: { version: number; lines: Lines }) =>
      call(imports.enterFormerDebtors, { params: { importId: found.id }, body }),
    ...useTaken(found),
  })
}

export function useUploadDebtors(found: Import) {
  return useMutation({
    mutationFn: ({ version, file }: { version: number; file: File }) =>
      call(imports.uploadFormerDebtors, {
        params: { importId: found.id },
        query: { version, name: file.name.slice(0, 100) },
        file,
      }),
    ...useTaken(found),
  })
}
