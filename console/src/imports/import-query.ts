import { imports, type WireRequestOf, type WireResponseOf } from '@anju/contract'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../api.ts'

export type Import = WireResponseOf<typeof imports.readImport>
export type ImportRow = WireResponseOf<typeof imports.listImports>['items'][number]
export type ImportCount = Import['counts'][number]
export type ImportProblem = Import['problems'][number]
export type ChangeKind = Import['changes'][number]['kind']
export type ImportState = Import['state']
export type StoredSheet = Import['sheets'][number]
export type SheetMapping = WireRequestOf<typeof imports.mapImport>['body']['sheets'][number]
export type SheetKind = NonNullable<SheetMapping['kind']>
export type KindFields = Import['fields'][number]
export type Field = KindFields['fields'][number]

const POLL_MS = 700

/** The server is at work on it: reading the file, writing, or taking back. */
function isBusy(state: ImportState): boolean {
  return state === 'reading' || state === 'committing' || state === 'reverting'
}

/** One import. Events tell when a job is done; asking again while it runs covers an event that got lost. */
export const importQuery = (importId: string) =>
  queryOptions({
    queryKey: [imports.readImport.path, importId],
    queryFn: ({ signal }) => call(imports.readImport, { params: { importId }, signal }),
    refetchInterval: query => (query.state.data && isBusy(query.state.data.state) ? POLL_MS : false),
  })
