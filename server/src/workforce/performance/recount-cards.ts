import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { workforce } from '../tables.ts'
import { measureColumns } from './scheme-view.ts'
import { type Band, gradeOf, scoreOf, totalOf, type Weighted } from './score.ts'

/** Counts cards again from what their lines hold: scores, total and grade, in four statements however many cards. */
export async function recountCards(tx: Tx, actor: Actor, cardIds: readonly string[]): Promise<void> {
  if (cardIds.length === 0) return
  const lines = await workforce(tx)
    .selectFrom('workforce.scorecardLine')
    .select(['id', 'scorecardId', ...measureColumns, ...filledColumns, sql<string | null>`score::text`.as('was')])
    .where('tenantId', '=', tenantOf(actor))
    .where('scorecardId', 'in', cardIds)
    .execute()
  const cards = new Map<string, Weighted[]>()
  const changed: { id: string; score: string | null }[] = []
  for (const line of lines) {
    const { score, path } = scoreOf(line)
    if (score !== line.was) changed.push({ id: line.id, score })
    cards.set(line.scorecardId, [...(cards.get(line.scorecardId) ?? []), { weight: line.weight, score, path }])
  }
  if (changed.length > 0)
    await sql`update workforce.scorecard_line l set score = r.score
      from unnest(${changed.map(each => each.id)}::uuid[], ${changed.map(each => each.score)}::numeric[]) as r(id, score)
      where l.tenant_id = ${tenantOf(actor)} and l.id = r.id`.execute(workforce(tx))
  await writeTotals(tx, actor, cards)
}

async function writeTotals(tx: Tx, actor: Actor, cards: Map<string, Weighted[]>): Promise<void> {
  const bands = await workforce(tx)
    .selectFrom('workforce.scorecard')
    .select(['id', sql<Band[]>`bands`.as('bands')])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', [...cards.keys()])
    .execute()
  const totals = bands.map(card => {
    const { total } = totalOf(cards.get(card.id) ?? [])
    return { id: card.id, total, grade: total === null ? null : gradeOf(total, card.bands) }
  })
  await sql`update workforce.scorecard c set total = r.total, grade = r.grade
    from unnest(${totals.map(each => each.id)}::uuid[], ${totals.map(each => each.total)}::numeric[], ${totals.map(each => each.grade)}::text[]) as r(id, total, grade)
    where c.tenant_id = ${tenantOf(actor)} and c.id = r.id and (c.total, c.grade) is distinct from (r.total, r.grade)`.execute(
    workforce(tx),
  )
}

/** What was measured and given on a line, numbers as text. */
export const filledColumns = [
  sql<string | null>`trim_scale(value)::text`.as('value'),
  sql<boolean>`(fed_at is not null)`.as('fed'),
  sql<string | null>`given_score::text`.as('givenScore'),
  sql<string | null>`appeal_score::text`.as('appealScore'),
] as const satisfies readonly unknown[]
