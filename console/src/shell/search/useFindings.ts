import { platform } from '@anju/contract'
import { useLocale } from '@anju/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { type HitPages, useModules } from '../../module.ts'
import { can, useActor } from '../../session.tsx'
import { useNavigation } from '../Sidebar.tsx'
import { soundsLike } from './label-pinyin.ts'
import { type Findable, recentlyOpened } from './recent.ts'

const PAUSE_MS = 120
/** Of each kind. */
const LIMIT = 6

type Group = Exclude<Findable['group'], 'recent' | 'page'>

/** Under which heading a kind of hit stands. */
const GROUPS: Record<keyof Omit<HitPages, 'charge'>, Group> = {
  premises: 'premises',
  person: 'person',
  vehicle: 'vehicle',
  space: 'vehicle',
  bill: 'document',
  receipt: 'document',
  order: 'document',
}

function isKind(kind: string): kind is keyof typeof GROUPS {
  return Object.hasOwn(GROUPS, kind)
}

/** The text after the typing has paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** What the search box finds: pages by name or pinyin at once, everything else from the server, the last opened while it is empty. */
export function useFindings(typed: string) {
  const actor = useActor()
  const community = useCommunity()
  const modules = useModules()
  const pages = usePages(typed)
  const text = useSettled(typed.trim())
  const hitPages: HitPages = Object.assign({}, ...modules.map(module => module.hitPages ?? {}))
  const query = useQuery({
    queryKey: ['search', text, community.id],
    enabled: text !== '',
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call(platform.search, { query: { text, communityId: community.id, limit: LIMIT }, signal }),
  })
  if (!typed.trim())
    return { items: [...recentlyOpened(actor.accountId), ...pages], waiting: false, error: null, retry: query.refetch }
  const found = (query.data?.hits ?? []).flatMap<Findable>(hit => {
    if (!isKind(hit.kind)) return []
    const address = hitPages[hit.kind]?.(hit.id)
    const charge = hit.premisesId && can(actor, 'payments.collect') ? hitPages.charge?.(hit.premisesId) : undefined
    if (!address && !charge) return []
    return [
      {
        key: `${hit.kind}:${hit.id}`,
        group: GROUPS[hit.kind],
        title: hit.title,
        subtitle: hit.subtitle,
        address: address ?? charge ?? { to: '/' },
        charge,
      },
    ]
  })
  const grouped = (['premises', 'person', 'vehicle', 'document'] as const).flatMap(group =>
    found.filter(item => item.group === group),
  )
  return {
    items: [...grouped, ...pages],
    waiting: query.isFetching || text !== typed.trim(),
    error: query.error,
    retry: query.refetch,
  }
}

/** Pages of the navigation whose name contains the text in either language, or is read like it. */
function usePages(typed: string): Findable[] {
  const { locale } = useLocale()
  const wanted = typed.trim().toLowerCase()
  return useNavigation(useActor())
    .flatMap(({ entries }) => entries)
    .filter(
      entry =>
        !entry.external &&
        (Object.values(entry.label).some(label => label.toLowerCase().includes(wanted)) ||
          soundsLike(entry.label['zh-CN'], wanted)),
    )
    .map(entry => ({ key: `page:${entry.to}`, group: 'page', title: entry.label[locale], address: { to: entry.to } }))
}
