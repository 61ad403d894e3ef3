import type { billing as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { stayProblems, tariffProblems } from './check.ts'
import { explainParking } from './explain-parking.ts'
import { feeOfStay, type Stay } from './stay.ts'

type Input = RequestOf<typeof contract.previewParking>
type Answer = ResponseOf<typeof contract.previewParking>

/**
 * What a stay costs under an inline tariff (E30–E38), in fen, with its lines in words; reads the days of the cards it names and saves nothing.
 * Errors: billing.stay_wrong (each problem names its field), platform.not_found (an assignment or lease that is not there or not theirs).
 */
export async function previewParking(tx: Tx, actor: Actor, input: Input): Promise<Answer> {
  const { tariff, entry, exit, coupons, payments } = input
  const inline = input.cards.map(card => ('from' in card ? card : { from: '2000-01-01', to: null }))
  const problems = [...tariffProblems(tariff), ...stayProblems({ entry, exit, payments, cards: inline })]
  if (problems.length > 0) throw refuse.stayWrong({ problems })
  const cards = await cardDays(tx, actor, input.cards)
  const { lines, ...fee } = feeOfStay(tariff, { entry, exit, coupons, payments, cards })
  return {
    ...fee,
    lines: lines.map(({ amountFen, explanation }) => ({
      ...{ kind: explanation.kind, from: explanation.from, to: explanation.to, amountFen, explanation },
      words: { 'zh-CN': explainParking(explanation, 'zh-CN'), en: explainParking(explanation, 'en') },
    })),
  }
}

/** The days of each card: as sent, or as long as a rule is charged or a space is let. */
async function cardDays(tx: Tx, actor: Actor, cards: Input['cards']): Promise<Stay['cards']> {
  const assignmentIds = cards.flatMap(card => ('assignmentId' in card ? [card.assignmentId] : []))
  const leaseIds = cards.flatMap(card => ('leaseId' in card ? [card.leaseId] : []))
  if (assignmentIds.length + leaseIds.length === 0) return cards.flatMap(card => ('from' in card ? [card] : []))
  const { rows } = await sql<{ id: string; from: string; to: string | null }>`
    select a.id, greatest(a.starts_on, r.effective_from) as "from", least(a.ends_on, r.effective_to) as "to"
    from billing.assignment a join billing.rule r on r.tenant_id = a.tenant_id and r.id = a.rule_id
    where a.tenant_id = ${tenantOf(actor)}::uuid and a.id = any(${assignmentIds}::uuid[])
    union
    select l.id, l.from_on, l.to_on from registry.public_space_lease l
    where l.tenant_id = ${tenantOf(actor)}::uuid and l.id = any(${leaseIds}::uuid[])`.execute(billing(tx))
  const known = new Map(rows.map(({ id, from, to }) => [id, { from, to }]))
  return cards.flatMap(card => {
    if ('from' in card) return [card]
    const days = known.get('leaseId' in card ? card.leaseId : card.assignmentId)
    if (!days) throw refusePlatform.notFound()
    return days.to !== null && days.to < days.from ? [] : [days]
  })
}
