import { registry, type WireResponseOf } from '@anju/contract'
import { queryClient } from '../../api.ts'
import { listKey } from '../../shell/list/index.ts'
import { renewPeople } from '../people/people.ts'

export type Pair = WireResponseOf<typeof registry.listDuplicates>['items'][number]

/** Duplicates and merges ask again. */
export async function renewDuplicates(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: listKey(registry.listDuplicates) }),
    queryClient.invalidateQueries({ queryKey: listKey(registry.listMerges) }),
    renewPeople(),
  ])
}
