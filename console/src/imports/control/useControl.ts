import { imports, type WireRequestOf } from '@anju/contract'
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { call, queryClient } from '../../api.ts'
import type { Import } from '../import-query.ts'
import type { Control } from './control-draft.ts'

type EnterBody = WireRequestOf<typeof imports.enterControlSheet>['body']

/** The control sheet of an import; its state is part of the key, since planning and writing change what it shows. */
const controlQuery = ({ id, state }: Pick<Import, 'id' | 'state'>) =>
  queryOptions({
    queryKey: [imports.readControlSheet.path, id, state],
    queryFn: ({ signal }) => call(imports.readControlSheet, { params: { importId: id }, signal }),
  })

const SHOWN = ['planned', 'committing', 'committed', 'reverting', 'reverted']

export function useControl(found: Import) {
  return useQuery({ ...controlQuery(found), enabled: SHOWN.includes(found.state) })
}

function useTaken(found: Import) {
  return {
    onSuccess: (answer: Control) => queryClient.setQueryData(controlQuery(found).queryKey, answer),
    onError: () => queryClient.invalidateQueries({ queryKey: controlQuery(found).queryKey }),
  }
}

export function useEnterControl(found: Import) {
  const params = { importId: found.id }
  return useMutation({
    mutationFn: (body: EnterBody) => call(imports.enterControlSheet, { params, body }),
    ...useTaken(found),
  })
}

export function useSignControl(found: Import) {
  const params = { importId: found.id }
  return useMutation({
    mutationFn: (version: number) => call(imports.signControlSheet, { params, body: { version } }),
    ...useTaken(found),
  })
}

export function useAcceptControl(found: Import) {
  const params = { importId: found.id }
  return useMutation({
    mutationFn: (body: { version: number; note?: string }) => call(imports.acceptControlSheet, { params, body }),
    ...useTaken(found),
  })
}
