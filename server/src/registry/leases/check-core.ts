import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { namesOf } from '../occupancies/lock-household.ts'
import { isLongerThan } from '../spaces/lease.ts'
import { registry } from '../tables.ts'
import type { LeaseCore } from './write-lease.ts'

/** A lease has at most twenty years (Civil Code, art. 705). */
const LONGEST_YEARS = 20

/**
 * What is let with the parties and days, checked: one community, no parking space (these have leases of their own), people who are
 * there, nobody on both sides, at most twenty years. Answers it without repetitions, and the community.
 * Errors: platform.not_found, registry.period_wrong, lease_too_long, lease_premises_wrong, premises_ended, lease_parties_wrong.
 */
export async function checkCore(
  tx: Tx,
  actor: Actor,
  input: LeaseCore,
): Promise<{ core: LeaseCore; communityId: string }> {
  const once = (ids: readonly string[]) => [...new Set(ids)]
  const { fromOn, toOn } = input
  const core = {
    ...{ premisesIds: once(input.premisesIds).sort(), landlordIds: once(input.landlordIds) },
    ...{ tenantIds: once(input.tenantIds), fromOn, toOn },
  }
  if (toOn < fromOn) throw refuse.periodWrong()
  if (isLongerThan(fromOn, toOn, LONGEST_YEARS)) throw refuse.leaseTooLong({ years: LONGEST_YEARS })
  const names = await namesOf(tx, actor, [...core.landlordIds, ...core.tenantIds])
  const both = core.landlordIds.find(id => core.tenantIds.includes(id))
  if (both) throw refuse.leasePartiesWrong({ name: names.get(both) ?? '' })
  return { core, communityId: await communityOf(tx, actor, core) }
}

/** The one community of what is let; the premises are locked, so that two leases of them wait for each other. */
async function communityOf(tx: Tx, actor: Actor, { premisesIds, toOn }: LeaseCore): Promise<string> {
  const rows = await registry(tx)
    .selectFrom('registry.premises')
    .select(['communityId', 'use', 'endedOn'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', premisesIds)
    .orderBy('id')
    .forUpdate()
    .execute()
  const [first] = rows
  if (!first || rows.length < premisesIds.length) throw platformRefuse.notFound()
  if (rows.some(row => row.use === 'parking' || row.communityId !== first.communityId))
    throw refuse.leasePremisesWrong()
  const ended = rows.find(row => row.endedOn !== null && row.endedOn < toOn)
  if (ended) throw refuse.premisesEnded({ endedOn: ended.endedOn ?? '' })
  return first.communityId
}

/** Refuses a day of signing that is to come. */
export function requireSigningDay(signedOn: string): void {
  if (signedOn > today()) throw refuse.signedLater()
}

/** Refuses premises that another lease lets on some of these days. */
export async function requireUnlet(tx: Tx, actor: Actor, leaseId: string, core: LeaseCore): Promise<void> {
  const { rows } = await sql<{ label: string; number: string; until: string }>`
    select p.label, l.number, (upper(t.days) - 1)::text as until from registry.leased_premises t
    join registry.lease l on l.tenant_id = t.tenant_id and l.id = t.lease_id
    join registry.premises p on p.tenant_id = t.tenant_id and p.id = t.premises_id
    where t.tenant_id = ${tenantOf(actor)} and t.lease_id <> ${leaseId} and t.premises_id = any (${core.premisesIds}::uuid[])
      and t.days && daterange(${core.fromOn}::date, ${core.toOn}::date, '[]') order by t.days limit 1`.execute(
    registry(tx),
  )
  const [other] = rows
  if (other) throw refuse.premisesLet(other)
}
