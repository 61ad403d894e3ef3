import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { civilDateOf, now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { findVisit, type Visit } from './visit-view.ts'

type Input = RequestOf<typeof contract.recordDunningVisit>

/** What a phone kept longer than this is not taken any more. */
const OLDEST_MS = 7 * 24 * 3600_000

/**
 * Notes that a household was asked for what is overdue and what came of it; told twice it is one visit. A promise names a day from
 * today on. Errors: platform.not_found, billing.promise_wrong, billing.nothing_overdue.
 */
export async function recordDunningVisit(tx: Tx, actor: Actor, input: Input): Promise<Visit> {
  return writeVisit(tx, actor, input, null)
}

/** `saidAt`: the moment the phone says that it was, where it was kept there; in the future it is now. Paid since, it was a visit all the same. */
async function writeVisit(tx: Tx, actor: Actor, input: Input, saidAt: Date | null): Promise<Visit> {
  const visitedAt = saidAt !== null && saidAt < now() ? saidAt : now()
  const promised = input.result === 'promised'
  if (
    promised !== (input.promisedOn !== null) ||
    (input.promisedOn !== null && input.promisedOn < civilDateOf(visitedAt))
  )
    throw refuse.promiseWrong()
  const { rows } = await sql<{ communityId: string; overdueFen: bigint }>`
    select p.community_id, coalesce(sum(b.amount_fen - b.settled_fen), 0)::bigint as overdue_fen
    from registry.public_premises p
    left join billing.bill b on b.tenant_id = p.tenant_id and b.premises_id = p.id and b.state = 'issued' and b.held_at is null
      and b.settled_fen < b.amount_fen and b.due_on < ${today()}::date
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.id = ${input.premisesId}::uuid
    group by p.community_id`.execute(billing(tx))
  const [place] = rows
  if (!place) throw refusePlatform.notFound()
  const known = await findVisit(tx, actor, input.id)
  if (known) return known
  if (now().getTime() - visitedAt.getTime() > OLDEST_MS) throw refuse.visitTooOld()
  if (place.overdueFen === 0n && saidAt === null) throw refuse.nothingOverdue()
  await billing(tx)
    .insertInto('billing.dunningVisit')
    .values({
      ...{ ...input, ...place, tenantId: tenantOf(actor), visitedAt },
      ...{ staffId: accountOf(actor), staffName: actor.name },
    })
    .execute()
  const made = await findVisit(tx, actor, input.id)
  if (!made) throw refusePlatform.notFound()
  return made
}

/** The same by who has the household to ask, from a phone that may have kept it. Errors: platform.not_found (not mine), billing.visit_too_old, and those above. */
export async function recordMyVisit(
  tx: Tx,
  actor: Actor,
  { visitedAt, ...input }: RequestOf<typeof contract.recordMyVisit>,
): Promise<Visit> {
  const mine = await billing(tx)
    .selectFrom('billing.dunningAssignment')
    .select('premisesId')
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', input.premisesId)
    .where('staffId', '=', accountOf(actor))
    .executeTakeFirst()
  if (!mine) throw refusePlatform.notFound()
  return writeVisit(tx, actor, input, visitedAt)
}
