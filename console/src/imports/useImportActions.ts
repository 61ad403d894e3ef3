import { imports } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call, queryClient } from '../api.ts'
import { listKey } from '../shell/list/index.ts'
import { type ChangeKind, type Import, importQuery, type SheetMapping } from './import-query.ts'

/** Takes what the server answered for the import and goes where its state is shown. */
function useTaken() {
  const navigate = useNavigate()
  return (answer: Import) => {
    queryClient.setQueryData(importQuery(answer.id).queryKey, answer)
    void queryClient.invalidateQueries({ queryKey: listKey(imports.listImports) })
    void navigate({ to: '.', search: search => ({ ...search, step: undefined }), replace: true })
  }
}

export interface Replan {
  sheets: SheetMapping[]
  saveAsTemplate?: string | undefined
}

/** Sends the mapping; the dry run is made anew. */
export function useMapImport({ id: importId, version }: Import) {
  const taken = useTaken()
  return useMutation({
    mutationFn: (body: Replan) => call(imports.mapImport, { params: { importId }, body: { ...body, version } }),
    onSuccess: taken,
  })
}

/** Lets the server write what the dry run proposed. */
export function useCommitImport({ id: importId, version }: Import) {
  const taken = useTaken()
  return useMutation({
    mutationFn: (changes: ChangeKind[]) =>
      call(imports.commitImport, { params: { importId }, body: { changes, version } }),
    onSuccess: taken,
    // Somebody else may have been faster: the page then shows what they did.
    onError: () => queryClient.invalidateQueries({ queryKey: importQuery(importId).queryKey }),
  })
}

/** Asks the server to stop reading or writing; what it wrote is rolled back. */
export function useCancelImport(importId: string) {
  const taken = useTaken()
  return useMutation({
    mutationFn: () => call(imports.cancelImport, { params: { importId } }),
    onSuccess: taken,
    onError: () => queryClient.invalidateQueries({ queryKey: importQuery(importId).queryKey }),
  })
}

/** Reads and plans anew with the mapping as it is: after a failure or a stop. */
export function useRestartImport(importId: string) {
  const taken = useTaken()
  return useMutation({
    mutationFn: () => call(imports.restartImport, { params: { importId } }),
    onSuccess: taken,
  })
}
