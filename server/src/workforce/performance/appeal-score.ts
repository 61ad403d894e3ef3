import type { workforce as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec, roundedText } from '../../platform/decimals.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { appealChanged } from '../events.ts'
import { myEmployee } from '../rota/rota-view.ts'
import { workforce } from '../tables.ts'
import { recountCards } from './recount-cards.ts'
import { type LockedCard, linesFor, lockCard, requireState, setCard, writeScores } from './score-card.ts'
import { linesOf, readMyScorecard, readScorecard, type Scorecard } from './scorecard-view.ts'

/**
 * Appeals against a published result of one's own, within the days that the period gives (the last one included).
 * Errors: workforce.card_state_wrong, appeal_too_late, appeal_there, period_closed.
 */
export async function appealScore(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.appealScore>,
): Promise<Scorecard> {
  const me = await myEmployee(tx, actor)
  const card = me && (await lockCard(tx, actor, input.scorecardId))
  if (!me || card?.employeeId !== me.id) throw platformRefuse.notFound()
  requireState(card, 'published')
  if (card.period.appealDays === 0 || card.appealUntil === null || card.appealUntil < today())
    throw refuse.appealTooLate({ until: card.appealUntil ?? '' })
  const waiting = await workforce(tx)
    .selectFrom('workforce.appeal')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('scorecardId', '=', card.id)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  if (waiting) throw refuse.appealThere()
  await workforce(tx)
    .insertInto('workforce.appeal')
    .values({
      ...{ tenantId: tenantOf(actor), id: input.id, scorecardId: card.id, employeeId: me.id },
      ...{ communityId: card.communityId, reason: input.reason, askedAt: now(), askedBy: accountOf(actor) },
    })
    .execute()
  await tell(tx, card, input.id, 'asked', [])
  return readMyScorecard(tx, actor, input)
}

/** Takes back an appeal of one's own that waits. Errors: workforce.wrong_state. */
export async function withdrawAppeal(
  tx: Tx,
  actor: Actor,
  { appealId }: RequestOf<typeof contract.withdrawAppeal>,
): Promise<Scorecard> {
  const me = await myEmployee(tx, actor)
  const { appeal, card } = await lockAppeal(tx, actor, appealId)
  if (!me || appeal.employeeId !== me.id) throw platformRefuse.notFound()
  if (appeal.state !== 'asked') throw refuse.wrongState({ state: appeal.state })
  await setAppeal(tx, actor, appealId, { state: 'withdrawn' })
  await tell(tx, card, appealId, 'withdrawn', [])
  return readMyScorecard(tx, actor, { scorecardId: card.id })
}

/**
 * Answers an appeal: without scores the result is kept, else they count from now on, whatever was measured, and the change is kept
 * with its reason. Neither the employee nor who scored. Errors: platform.own_request, workforce.wrong_state, score_beyond_cap,
 * scores_unchanged (scores that are as they were).
 */
export async function answerAppeal(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.answerAppeal>,
): Promise<Scorecard> {
  requireWholeCommunities(actor)
  const { appeal, card } = await lockAppeal(tx, actor, input.appealId)
  requireSomebodyElse(actor, appeal.askedBy)
  requireSomebodyElse(actor, card.accountId)
  requireSomebodyElse(actor, card.scoredBy)
  if (appeal.state !== 'asked') throw refuse.wrongState({ state: appeal.state })
  const state = input.scores.length > 0 ? 'changed' : 'kept'
  if (state === 'changed') await changeScores(tx, actor, card, input)
  const answered = { answer: input.answer, answeredAt: now(), answeredBy: accountOf(actor), answeredByName: actor.name }
  await setAppeal(tx, actor, appeal.id, { state, ...answered })
  await tell(tx, card, appeal.id, state, card.accountId === null ? [] : [card.accountId])
  return readScorecard(tx, actor, { scorecardId: card.id })
}

async function changeScores(
  tx: Tx,
  actor: Actor,
  card: LockedCard,
  input: RequestOf<typeof contract.answerAppeal>,
): Promise<void> {
  const lines = await linesOf(tx, actor, card.id)
  const touched = linesFor(lines, input.scores)
  const same = (index: number, score: string) => touched[index]?.score === roundedText(dec(score), 2)
  if (input.scores.every((each, index) => same(index, each.score))) throw refuse.scoresUnchanged()
  await writeScores(tx, actor, 'appeal_score', input.scores)
  await recountCards(tx, actor, [card.id])
  const after = await readScorecard(tx, actor, { scorecardId: card.id })
  await workforce(tx)
    .insertInto('workforce.scoreChange')
    .values(
      input.scores.map(({ lineId, score, note }, index) => ({
        ...{ tenantId: tenantOf(actor), id: newId(), scorecardId: card.id, lineId, appealId: input.appealId },
        ...{ employeeId: card.employeeId, communityId: card.communityId, at: now(), actorName: actor.name },
        ...{ scoreBefore: touched[index]?.score ?? null, scoreAfter: score, reason: note || input.answer },
        ...{ totalBefore: card.total ?? '0', totalAfter: after.total ?? '0' },
      })),
    )
    .execute()
  await setCard(tx, actor, card.id, {})
  recordChanges(tx, { total: card.total, grade: card.grade }, { total: after.total, grade: after.grade })
}

async function lockAppeal(tx: Tx, actor: Actor, appealId: string) {
  const found = await workforce(tx)
    .selectFrom('workforce.appeal')
    .select('scorecardId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', appealId)
    .executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
  const card = await lockCard(tx, actor, found.scorecardId)
  const appeal = await workforce(tx)
    .selectFrom('workforce.appeal')
    .select(['id', 'employeeId', 'state', 'askedBy'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', appealId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return { appeal, card }
}

async function setAppeal(
  tx: Tx,
  actor: Actor,
  appealId: string,
  set: {
    state: 'changed' | 'kept' | 'withdrawn'
    answer?: string
    answeredAt?: Date
    answeredBy?: string
    answeredByName?: string
  },
): Promise<void> {
  await workforce(tx)
    .updateTable('workforce.appeal')
    .set(set)
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', appealId)
    .execute()
}

async function tell(
  tx: Tx,
  card: LockedCard,
  appealId: string,
  state: 'asked' | 'changed' | 'kept' | 'withdrawn',
  accountIds: string[],
): Promise<void> {
  const communityId = card.communityId ?? undefined
  await publish(tx, appealChanged, { communityId, appealId, scorecardId: card.id, state, accountIds })
}
