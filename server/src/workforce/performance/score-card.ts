import type { workforce as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec, roundedText } from '../../platform/decimals.ts'
import { requireSomebodyElse } from '../../platform/duties.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { scorecardChanged } from '../events.ts'
import { myEmployee } from '../rota/rota-view.ts'
import { workforce } from '../tables.ts'
import { isOwn } from './feed-attendance.ts'
import { requireOpenPeriod } from './period-view.ts'
import { recordKpiValues } from './record-kpi-values.ts'
import { recountCards } from './recount-cards.ts'
import { linesOf, readMyScorecard, readScorecard, type Scorecard, type ScorecardRow } from './scorecard-view.ts'

export type LockedCard = Awaited<ReturnType<typeof lockCard>>

/** A card locked for a step, with the account of its employee; its period is open. Errors: not found, workforce.period_closed. */
export async function lockCard(tx: Tx, actor: Actor, scorecardId: string) {
  const card = await workforce(tx)
    .selectFrom('workforce.scorecard as c')
    .innerJoin('workforce.employee as e', join =>
      join.onRef('e.tenantId', '=', 'c.tenantId').onRef('e.id', '=', 'c.employeeId'),
    )
    .select(['c.id', 'c.periodId', 'c.employeeId', 'c.communityId', 'c.scoredBy', 'c.version', 'e.accountId'])
    .select(['c.appealUntil', 'c.selfComment', 'c.comment', 'c.grade'])
    .select([sql<ScorecardRow['state'] | 'void'>`c.state`.as('state'), sql<string | null>`c.total::text`.as('total')])
    .where('c.tenantId', '=', tenantOf(actor))
    .where('c.id', '=', scorecardId)
    .forUpdate('c')
    .executeTakeFirst()
  if (!card) throw platformRefuse.notFound()
  return { ...card, period: await requireOpenPeriod(tx, actor, card.periodId) }
}

/** Refuses a step in another state than it is for, or on an older version. */
export function requireState(card: LockedCard, state: ScorecardRow['state'], version?: number): void {
  if (version !== undefined && card.version !== version)
    throw platformRefuse.changedMeanwhile({ version: card.version })
  if (card.state !== state) throw refuse.cardStateWrong({ state: card.state })
}

/** Writes a step of a card. */
export async function setCard(tx: Tx, actor: Actor, scorecardId: string, set: CardStep): Promise<void> {
  await workforce(tx)
    .updateTable('workforce.scorecard')
    .set({ ...set, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', scorecardId)
    .execute()
}

interface CardStep {
  state?: ScorecardRow['state']
  selfComment?: string | null
  selfAt?: Date
  comment?: string | null
  scoredAt?: Date | null
  scoredBy?: string | null
  scoredByName?: string | null
  reviewNote?: string | null
  reviewedAt?: Date | null
  reviewedBy?: string | null
  reviewedByName?: string | null
  publishedAt?: Date
  appealUntil?: string
}

type Given = RequestOf<typeof contract.scoreScorecard>['scores'][number]
type Line = Scorecard['lines'][number]

/** The lines that scores are for. Errors: not found (a line of another card), workforce.score_beyond_cap. */
export function linesFor(lines: readonly Line[], scores: readonly { lineId: string; score: string }[]): Line[] {
  return scores.map(({ lineId, score }) => {
    const line = lines.find(each => each.id === lineId)
    if (!line) throw platformRefuse.notFound()
    if (dec(score).gt(dec(line.cap))) throw refuse.scoreBeyondCap({ name: line.name, cap: line.cap })
    return line
  })
}

/**
 * The supervisor's scores of the manual indicators, with a comment; nobody scores themselves. Handed in, every indicator has its score
 * and somebody else reviews. Errors: platform.own_request, workforce.card_state_wrong, score_beyond_cap, line_not_manual,
 * scores_missing, platform.changed_meanwhile.
 */
export async function scoreScorecard(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.scoreScorecard>,
): Promise<Scorecard> {
  requireWholeCommunities(actor)
  const card = await lockCard(tx, actor, input.scorecardId)
  requireSomebodyElse(actor, card.accountId)
  requireState(card, 'open', input.version)
  const before = await linesOf(tx, actor, card.id)
  if (linesFor(before, input.scores).some(line => line.rule !== 'manual')) throw refuse.lineNotManual()
  await writeScores(tx, actor, 'given_score', input.scores)
  await recountCards(tx, actor, [card.id])
  const { missing, total } = await readScorecard(tx, actor, { scorecardId: card.id })
  if (input.handIn && total === null) throw refuse.scoresMissing({ count: missing })
  const comment = input.comment || null
  const handed: CardStep = {
    state: 'scored',
    ...{ scoredAt: now(), scoredBy: accountOf(actor), scoredByName: actor.name },
    ...{ reviewedAt: null, reviewedBy: null, reviewedByName: null },
  }
  await setCard(tx, actor, card.id, input.handIn ? { comment, ...handed } : { comment })
  recordChanges(tx, { ...scoresOf(before), total: card.total }, { ...scoresOf(input.scores, before), total })
  await tellCard(tx, card, input.handIn ? 'scored' : 'open', [])
  return readScorecard(tx, actor, input)
}

/** Scores by the names of their indicators, for the log. */
function scoresOf(scores: readonly Line[] | readonly Given[], lines?: readonly Line[]): Record<string, string | null> {
  return Object.fromEntries(
    scores.map(each =>
      'lineId' in each
        ? [lines?.find(line => line.id === each.lineId)?.name ?? each.lineId, roundedText(dec(each.score), 2)]
        : [each.name, each.givenScore],
    ),
  )
}

/** Writes the scores of one kind onto lines. */
export async function writeScores(
  tx: Tx,
  actor: Actor,
  column: 'given_score' | 'self_score' | 'appeal_score',
  scores: readonly { lineId: string; score: string; note?: string }[],
): Promise<void> {
  const notes = scores.map(each => each.note ?? null)
  await sql`update workforce.scorecard_line l set ${sql.ref(column)} = r.score, note = coalesce(r.note, l.note)
    from unnest(${scores.map(each => each.lineId)}::uuid[], ${scores.map(each => each.score)}::numeric[], ${notes}::text[]) as r(id, score, note)
    where l.tenant_id = ${tenantOf(actor)} and l.id = r.id`.execute(workforce(tx))
}

/** Enters a value that no module feeds, with where it comes from. Errors: platform.own_request, workforce.line_not_fed, line_counted, card_state_wrong. */
export async function enterKpiValue(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.enterKpiValue>,
): Promise<Scorecard> {
  requireWholeCommunities(actor)
  const card = await lockCard(tx, actor, input.scorecardId)
  requireSomebodyElse(actor, card.accountId)
  requireState(card, 'open')
  const line = (await linesOf(tx, actor, card.id)).find(each => each.id === input.lineId)
  if (!line) throw platformRefuse.notFound()
  if (line.source === 'manual') throw refuse.lineNotFed()
  if (isOwn(line.source)) throw refuse.lineCounted()
  const { value, basis } = input
  const values = [{ employeeId: card.employeeId, value, basis }]
  await recordKpiValues(tx, actor, { periodId: card.periodId, source: line.source, values })
  recordChanges(tx, { [line.name]: line.value }, { [line.name]: value })
  await tellCard(tx, card, 'open', [])
  return readScorecard(tx, actor, input)
}

/** My own view of my indicators, for who scores. Errors: workforce.card_state_wrong, score_beyond_cap, platform.changed_meanwhile. */
export async function scoreMyself(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.scoreMyself>,
): Promise<Scorecard> {
  const me = await myEmployee(tx, actor)
  const card = me && (await lockCard(tx, actor, input.scorecardId))
  if (!me || card?.employeeId !== me.id) throw platformRefuse.notFound()
  requireState(card, 'open', input.version)
  linesFor(await linesOf(tx, actor, card.id), input.scores)
  await writeScores(tx, actor, 'self_score', input.scores)
  await setCard(tx, actor, card.id, { selfComment: input.comment || null, selfAt: now() })
  await tellCard(tx, card, 'open', [])
  return readMyScorecard(tx, actor, input)
}

/** Tells of a step of a card. */
export async function tellCard(
  tx: Tx,
  card: Pick<LockedCard, 'id' | 'communityId'>,
  state: 'open' | 'scored' | 'returned' | 'published',
  accountIds: string[],
): Promise<void> {
  const communityId = card.communityId ?? undefined
  await publish(tx, scorecardChanged, { communityId, scorecardId: card.id, state, accountIds })
}
