import { useDemoGrowing, useLocale, useOnline } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useMatches, useRouter, useRouterState } from '@tanstack/react-router'
import { CloudOff, Sprout } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { queryClient, sessionKey } from '../api.ts'
import { useCommunity, useRememberedCommunity } from '../community.tsx'
import { RESUMED, realtime, useRealtime } from '../realtime.ts'
import { type Actor, can, isOpen, sessionQuery } from '../session.tsx'
import { useConsoleTexts } from '../texts/texts.ts'
import { Sidebar } from './Sidebar.tsx'
import { SearchProvider } from './search/SearchProvider.tsx'
import { ModuleOff } from './states/ModuleOff.tsx'
import { NoPermission } from './states/NoPermission.tsx'
import { TopBar } from './TopBar.tsx'
import './page.css'
import './shell.css'

// What has to be done before anything else: rarely needed, so it comes when it is.
const DutyPage = lazy(async () => ({ default: (await import('../identity/DutyPage.tsx')).DutyPage }))

/** Left bar, top bar and the page between them. Without a session it sends to the sign-in page and remembers where to come back. */
export function AppShell() {
  const { data: actor } = useQuery(sessionQuery)
  const router = useRouter()
  useEffect(() => {
    if (actor !== null) return
    const next = router.state.location.href
    void router.navigate({ to: '/sign-in', search: { next }, replace: true })
  }, [actor, router])
  if (!actor) return null
  if (actor.duties.length > 0) {
    return (
      <Suspense fallback={null}>
        <DutyPage actor={actor} />
      </Suspense>
    )
  }
  return <SignedInShell key={actor.accountId} actor={actor} />
}

function SignedInShell({ actor }: { actor: Actor }) {
  const t = useConsoleTexts()
  useRememberedCommunity()
  useEffect(() => realtime.start(), [])
  // After a gap nobody knows what was missed: everything on screen is asked again.
  useRealtime([RESUMED], () => void queryClient.invalidateQueries())
  // A module was opened or closed: the left bar follows.
  useRealtime(['platform.featureSwitched'], () => void queryClient.invalidateQueries({ queryKey: sessionKey }))
  return (
    <SearchProvider>
      <a className="c-skip" href="#content">
        {t('shell.skipToContent')}
      </a>
      <div className="c-shell">
        <Sidebar actor={actor} />
        <div className="c-shell__column">
          <TopBar actor={actor} />
          <OfflineBanner />
          <GrowthBanner />
          <Content actor={actor} />
        </div>
      </div>
    </SearchProvider>
  )
}

/** The page, or the reason why this actor may not see it. */
function Content({ actor }: { actor: Actor }) {
  const t = useConsoleTexts()
  const { locale } = useLocale()
  const { permission, title } = useMatches({ select: matches => matches.at(-1)?.staticData }) ?? {}
  const pathname = useRouterState({ select: state => state.resolvedLocation?.pathname })
  const community = useCommunity()
  const main = useRef<HTMLElement>(null)
  const name = title?.[locale]
  useEffect(() => {
    document.title = name ? `${name} · ${t('product')}` : t('product')
  }, [name, t])
  // A new page is read from its top, by eyes and by screen readers alike; a changed filter is not a new page.
  const first = useRef(true)
  useEffect(() => {
    if (!pathname) return
    // A page that put the focus where its work begins keeps it there.
    const taken = main.current?.contains(document.activeElement)
    if (!first.current && !taken) main.current?.focus({ preventScroll: true })
    first.current = false
    main.current?.scrollTo(0, 0)
  }, [pathname])
  return (
    <main id="content" className="c-content" tabIndex={-1} ref={main}>
      {permission && !can(actor, permission) ? (
        <NoPermission permission={permission} />
      ) : permission && !isOpen(actor, permission, community.id) ? (
        <ModuleOff />
      ) : (
        <Outlet />
      )}
    </main>
  )
}

/** Says that the demo is being made still: nothing can be written before it is whole. */
function GrowthBanner() {
  const t = useConsoleTexts()
  const growing = useDemoGrowing(realtime)
  return (
    <div role="status">
      {growing ? (
        <p className="c-offline">
          <Sprout size={14} aria-hidden /> {t('states.growing')}
        </p>
      ) : null}
    </div>
  )
}

/** Says that the network is gone and the screen is as old as that. */
function OfflineBanner() {
  const t = useConsoleTexts()
  const online = useOnline()
  return (
    <div role="status">
      {online ? null : (
        <p className="c-offline">
          <CloudOff size={14} aria-hidden /> {t('states.offline')}
        </p>
      )}
    </div>
  )
}
