import { metering } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'

/** Who may read meters in a community. */
export function useReaders(communityId: string) {
  return useQuery({
    queryKey: [metering.listReaders.path, communityId],
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await call(metering.listReaders, { query: { communityId }, signal })).items,
  })
}
