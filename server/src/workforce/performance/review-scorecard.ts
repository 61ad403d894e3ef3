import type { workforce as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { addDays } from '../../platform/period.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { applyValues } from './record-kpi-values.ts'
import { lockCard, requireState, setCard, tellCard } from './score-card.ts'
import { readScorecard, type Scorecard } from './scorecard-view.ts'

/**
 * Publishes a scored card, from when on its employee sees it and may appeal, or gives it back with a note: then it takes the newest
 * values again. Neither the employee nor who scored it. Errors: platform.own_request, workforce.card_state_wrong, note_missing,
 * platform.changed_meanwhile.
 */
export async function reviewScorecard(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.reviewScorecard>,
): Promise<Scorecard> {
  requireWholeCommunities(actor)
  const card = await lockCard(tx, actor, input.scorecardId)
  requireSomebodyElse(actor, card.accountId)
  requireState(card, 'scored', input.version)
  requireSomebodyElse(actor, card.scoredBy)
  if (!input.approve && !input.note) throw refuse.noteMissing()
  const step = { reviewNote: input.note || null, reviewedAt: now(), reviewedByName: actor.name } as const
  if (input.approve) {
    const appealUntil = addDays(today(), card.period.appealDays)
    await setCard(tx, actor, card.id, {
      ...{ ...step, reviewedBy: accountOf(actor), state: 'published', publishedAt: now(), appealUntil },
    })
  } else {
    await setCard(tx, actor, card.id, { ...step, state: 'open' })
    await applyValues(tx, actor, card.periodId, [card.employeeId])
  }
  recordChanges(tx, { state: card.state }, { state: input.approve ? 'published' : 'open' })
  const told = input.approve ? card.accountId : card.scoredBy
  await tellCard(tx, card, input.approve ? 'published' : 'returned', told === null ? [] : [told])
  return readScorecard(tx, actor, input)
}
