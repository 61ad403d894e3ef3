import { registry, type WireResponseOf } from '@anju/contract'
import { queryClient } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'

export type PlaceDocument = WireResponseOf<typeof registry.listPlaceDocuments>['items'][number]

export const DOCUMENT_KINDS = [
  'title',
  'handover',
  'decoration',
  'contract',
  'drawing',
  'acceptance',
  'photo',
  'other',
] as const satisfies readonly PlaceDocument['kind'][]

/** After a paper came, changed or went: lists and histories of papers ask again. */
export async function renewDocuments(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: listKey(registry.listPlaceDocuments) }),
    queryClient.invalidateQueries({ queryKey: [registry.placeDocumentHistory.path] }),
  ])
}

const MB = 1024 * 1024
const LIMITS = { photo: 12 * MB, document: 20 * MB }

export type FileProblem = 'kind' | 'large' | 'empty'

/** As what a chosen file is to be stored, or what is wrong with it; the server reads the content all the same. */
export function purposeOf(file: {
  type: string
  size: number
}): { purpose: 'photo' | 'document' } | { problem: FileProblem } {
  const purpose =
    file.type === 'application/pdf' ? 'document' : /^image\/(jpeg|png|webp|heic|avif)$/.test(file.type) ? 'photo' : null
  if (purpose === null) return { problem: 'kind' }
  if (file.size === 0) return { problem: 'empty' }
  return file.size > LIMITS[purpose] ? { problem: 'large' } : { purpose }
}
