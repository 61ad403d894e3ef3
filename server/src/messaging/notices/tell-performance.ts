import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { Told } from '../../platform/module.ts'
import { facts } from '../../workforce/index.ts'
import { closeNotices } from './close-notices.ts'
import { notify, toldBy } from './notify-accounts.ts'

type Place = { communityId?: string | undefined }
type Scorecard = Awaited<ReturnType<typeof facts.scorecard>>

function wordsOf(card: Scorecard): Record<string, string> {
  const { employeeName: name, total, grade, fromOn, toOn, appealUntil: until, reviewNote: note } = card
  return {
    ...{ name, period: `${fromOn} – ${toOn}`, total: total ?? '', grade: grade ?? '' },
    ...{ until: until ?? '', note: note ?? '' },
  }
}

/** Cards were made: their employees may look, and score themselves. */
export async function tellScorecards(
  tx: Tx,
  actor: Actor,
  event: { periodId: string; fromOn: string; toOn: string; accountIds: string[] },
  told: Told,
): Promise<void> {
  const params = { period: `${event.fromOn} – ${event.toOn}` }
  await notify(tx, actor, { ...toldBy(told), kind: 'scorecard-opened', params, to: { staffIds: event.accountIds } })
}

/** A scored card waits for who reviews; given back who scored it is told; published its employee. */
export async function tellScorecard(
  tx: Tx,
  actor: Actor,
  event: Place & { scorecardId: string; state: string; accountIds: string[] },
  told: Told,
): Promise<void> {
  if (event.state === 'open') return
  const params = wordsOf(await facts.scorecard(tx, actor, event.scorecardId))
  const about = { kind: 'scorecard', id: event.scorecardId } as const
  if (event.state === 'scored')
    return notify(tx, actor, {
      ...toldBy(told),
      ...{ kind: 'scorecard-waiting', params, about },
      to: { permission: 'workforce.performance.review', communityId: event.communityId ?? null },
    })
  await closeNotices(tx, actor, { kinds: ['scorecard-waiting'], about })
  if (event.accountIds.length === 0) return
  const kind = event.state === 'published' ? 'result-published' : 'scorecard-returned'
  await notify(tx, actor, { ...toldBy(told), kind, params, about, to: { staffIds: event.accountIds } })
}

/** An appeal waits for who answers; its employee is told the answer. */
export async function tellAppeal(
  tx: Tx,
  actor: Actor,
  event: Place & { appealId: string; scorecardId: string; state: string; accountIds: string[] },
  told: Told,
): Promise<void> {
  const about = { kind: 'scorecard', id: event.scorecardId } as const
  if (event.state !== 'asked') await closeNotices(tx, actor, { kinds: ['appeal-asked'], about })
  if (event.state === 'withdrawn') return
  const card = await facts.scorecard(tx, actor, event.scorecardId)
  const appeal = card.appeals.find(each => each.id === event.appealId)
  const params = { ...wordsOf(card), reason: (appeal?.reason ?? '').slice(0, 100), answer: appeal?.answer ?? '' }
  if (event.state === 'asked')
    return notify(tx, actor, {
      ...toldBy(told),
      ...{ kind: 'appeal-asked', params, about },
      to: { permission: 'workforce.performance.review', communityId: event.communityId ?? null },
    })
  if (event.accountIds.length === 0) return
  const kind = event.state === 'changed' ? 'appeal-changed' : 'appeal-kept'
  await notify(tx, actor, { ...toldBy(told), kind, params, about, to: { staffIds: event.accountIds } })
}
