import { useQuery } from '@tanstack/react-query'
import type { PersonRow } from '../registry.ts'
import { personQuery } from './people.ts'

/** Name of the open person, also when the row is not on this page of the list. */
export function PersonTitle({ id, row }: { id: string; row: PersonRow | undefined }) {
  const { data } = useQuery(personQuery(id))
  return row?.name ?? data?.name ?? null
}
