import { ApiError, billing } from '@anju/contract'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { useCallback, useEffect, useRef } from 'react'
import { call, queryClient } from '../../api.ts'
import { useRealtime } from '../../realtime.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { eventId } from '../event-id.ts'
import { HouseholdDesk } from './HouseholdDesk.tsx'
import { HouseholdSearch } from './HouseholdSearch.tsx'
import { IdlePanel } from './IdlePanel.tsx'
import { type DeskPhase, KeyLegend } from './KeyLegend.tsx'
import { TodayPanel } from './TodayPanel.tsx'
import { useCashierTexts } from './texts.ts'
import { useCollection } from './useCollection.ts'
import '../billing.css'
import './cashier.css'
import './pay.css'

/** The desk where money is taken, worked by keyboard: search, bills, money, receipt, and back to the search. */
export function CashierPage() {
  const t = useCashierTexts()
  const navigate = useNavigate()
  const collection = useCollection()
  const { state, reset } = collection
  const asked = useSearch({ strict: false }).premises
  // A payment without an answer comes before anybody else.
  const premisesId = state.at === 'doubt' || state.at === 'sending' ? state.sent.body.premisesId : asked
  const field = useRef<HTMLInputElement>(null)
  const pick = useCallback(
    (id: string) => {
      reset()
      void navigate({ to: '.', search: previous => ({ ...previous, premises: id }) })
    },
    [navigate, reset],
  )
  const back = () => {
    reset()
    if (asked) void navigate({ to: '.', search: previous => ({ ...previous, premises: undefined }) })
    else field.current?.focus()
  }
  // Wherever one comes from, the desk without a household waits for somebody to type one.
  useEffect(() => {
    if (!premisesId) field.current?.focus()
  }, [premisesId])
  const held = state.at === 'sending' || state.at === 'doubt'
  const owes = (useHousehold(premisesId).data?.bills.length ?? 0) > 0
  const phase: DeskPhase = held ? 'waiting' : state.at === 'done' ? 'done' : owes ? 'bills' : 'search'
  return (
    <div className="c-cashier">
      <header className="c-cashier__head">
        <h1>{t('title')}</h1>
        <HouseholdSearch field={field} onPick={pick} disabled={held} />
      </header>
      <div className="c-cashier__body">
        {premisesId ? (
          <OpenHousehold key={premisesId} premisesId={premisesId} collection={collection} back={back} />
        ) : (
          <>
            <div className="c-cashier__bills">
              <TodayPanel />
            </div>
            <IdlePanel />
          </>
        )}
      </div>
      <KeyLegend phase={phase} />
    </div>
  )
}

function useHousehold(premisesId: string | undefined) {
  return useQuery({
    queryKey: [billing.readHousehold.path, premisesId],
    // Money is taken by what stands here: it is asked anew each time the household is opened.
    staleTime: 0,
    queryFn: premisesId ? ({ signal }) => call(billing.readHousehold, { params: { premisesId }, signal }) : skipToken,
  })
}

interface OpenHouseholdProps {
  premisesId: string
  collection: ReturnType<typeof useCollection>
  back: () => void
}

function OpenHousehold({ premisesId, collection, back }: OpenHouseholdProps) {
  const t = useCashierTexts()
  const query = useHousehold(premisesId)
  useRealtime(['billing.*'], event => {
    if ((eventId(event, 'premisesId') ?? premisesId) === premisesId)
      void queryClient.invalidateQueries({ queryKey: [billing.readHousehold.path, premisesId] })
  })
  const slow = useDelayed(query.isPending)
  const { data: household, error } = query
  useEscape(back, household === undefined)
  if (household) return <HouseholdDesk household={household} collection={collection} back={back} />
  return (
    <>
      <div className="c-cashier__bills">
        {error instanceof ApiError && error.status === 404 ? (
          <StatePage level="part" icon={SearchX} title={t('notFound')}>
            {t('notFoundText')}
          </StatePage>
        ) : error ? (
          <FailureNotice error={error} retry={() => void query.refetch()} />
        ) : slow ? (
          <div className="c-bone" style={{ height: 320, margin: 16 }} />
        ) : null}
      </div>
      <IdlePanel />
    </>
  )
}

/** Back to the search from a household that is not (yet) there. */
function useEscape(back: () => void, on: boolean) {
  useEffect(() => {
    if (!on) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) back()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
