import { registry } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { useSettled } from '../useSettled.ts'

const PAUSE_MS = 120
const LIMIT = 12

export interface FoundHousehold {
  key: string
  /** null: somebody without premises; shown, but there is nothing to open. */
  premisesId: string | null
  kind: 'premises' | 'person'
  title: string
  subtitle: string
}

/** The households that a text means: by room, name, pinyin or phone tail. `current`: the answer is to this very text. */
export function useHouseholds(typed: string) {
  const { id: communityId } = useCommunity()
  const wanted = typed.trim()
  const text = useSettled(wanted, PAUSE_MS)
  const query = useQuery({
    queryKey: ['households', text, communityId],
    enabled: text !== '',
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => ({
      ...(await call(registry.search, { query: { text, communityId, limit: LIMIT }, signal })),
      text,
    }),
  })
  // While somebody types on, the last answer stays; for another household it would be a wrong one to click on.
  const goesOn = (before: string) => wanted !== '' && (wanted.startsWith(before) || before.startsWith(wanted))
  const hits = query.data && goesOn(query.data.text) ? query.data.hits : []
  const households = hits.map<FoundHousehold>(hit => ({
    key: `${hit.kind} ${hit.id}`,
    premisesId: hit.premisesId,
    kind: hit.kind,
    title: hit.title,
    subtitle: hit.subtitle,
  }))
  const current = text === wanted && !query.isPlaceholderData && (query.data !== undefined || query.error !== null)
  return { households, current, error: wanted === '' ? null : query.error }
}
