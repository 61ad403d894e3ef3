import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { renewDebtors, showVisit } from '../billing/queries.ts'
import { renewNotices } from '../messaging/notices.ts'
import { renewRounds, showArrived } from '../metering/queries.ts'
import { startOutbox } from '../outbox/outbox.ts'
import { isOfDebtor, isOfMeter } from '../outbox/outbox-entry.ts'
import { realtime, useRealtime } from '../realtime.ts'
import { readTasksAgain, showAnswer } from '../service-desk/task-queries.ts'
import { useNewTaskAlert } from '../service-desk/useNewTaskAlert.ts'
import { type Me, useMe } from '../session.tsx'

// Rarely needed, so it comes when it is.
const DutyPage = lazy(async () => ({ default: (await import('../identity/DutyPage.tsx')).DutyPage }))

/** Holds what lives as long as somebody is signed in: the event stream, the outbox, and the way out. */
export function Shell({ children }: { children: ReactNode }) {
  const me = useMe()
  if (me === null) return null
  if (me.duties.length > 0) {
    return (
      <Suspense fallback={null}>
        <DutyPage me={me} />
      </Suspense>
    )
  }
  return (
    <>
      <LiveData me={me} />
      {children}
    </>
  )
}

/** A task of mine that is given, taken back or changed is read again within a moment; what was done here is sent. */
function LiveData({ me }: { me: Me }) {
  const { accountId } = me
  useEffect(() => realtime.start(), [])
  useRealtime(['service-desk.taskChanged'], ({ payload }) => {
    const { assigneeId, orderId } = (payload ?? {}) as { assigneeId?: string; orderId?: string }
    if (assigneeId === undefined || assigneeId === accountId) readTasksAgain(orderId ? [orderId] : [])
  })
  useRealtime(['messaging.noticesChanged'], renewNotices)
  useEffect(
    () =>
      startOutbox({
        owner: accountId,
        onAnswer(entry, answer) {
          if (answer) showAnswer(answer)
          showArrived(entry)
          showVisit(entry)
        },
        onGone(orderIds) {
          readTasksAgain(orderIds)
          if ([...orderIds].some(isOfMeter)) renewRounds()
          if ([...orderIds].some(isOfDebtor)) renewDebtors()
        },
      }),
    [accountId],
  )
  useEffect(loadPagesAhead, [])
  useNewTaskAlert()
  return null
}

const AHEAD_AFTER_MS = 2_000

/** The pages that are needed where there is no network are fetched while there is one. */
function loadPagesAhead(): () => void {
  const timer = setTimeout(() => {
    const pages = [
      import('../service-desk/TaskPage.tsx'),
      import('../service-desk/FinishPage.tsx'),
      import('../outbox/QueuePage.tsx'),
      import('../metering/MyRoundsPage.tsx'),
      import('../metering/RoundPage.tsx'),
      import('../workforce/ShiftPage.tsx'),
      import('../workforce/MyRotaPage.tsx'),
      import('../workforce/AttendancePage.tsx'),
      import('../billing/MyDebtorsPage.tsx'),
    ]
    // Without a network there is nothing to fetch; the page itself will say so when it is opened.
    void Promise.allSettled(pages)
  }, AHEAD_AFTER_MS)
  return () => clearTimeout(timer)
}
