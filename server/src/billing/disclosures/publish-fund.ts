import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { notify } from '../../messaging/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { fundPublished } from '../events.ts'
import { billing } from '../tables.ts'
import { type Disclosure, readDisclosure, storedContent } from './disclosure-view.ts'
import { readPublishedFund } from './published-fund-view.ts'

/**
 * 公示: what a quarter of the owners' money was is told to the residents of the community, in the numbers of now; an earlier disclosure of
 * it is withdrawn. Everybody with an account there gets a notice. Errors: platform.not_found, beyond_scope, already_there, billing.quarter_not_over.
 */
export async function publishFund(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.publishFund>,
): Promise<Disclosure> {
  requireWholeCommunities(actor)
  const { id, communityId, kind, quarter, note } = input
  await requireCommunity(tx, actor, communityId)
  const told = await readPublishedFund(tx, actor, { communityId, kind, quarter })
  await sql`select pg_advisory_xact_lock(hashtextextended(${`billing.disclosure/${tenantOf(actor)}/${communityId}/${kind}/${quarter}`}, 0))`.execute(
    billing(tx),
  )
  await billing(tx)
    .updateTable('billing.disclosure')
    .set({ withdrawnAt: now(), withdrawReason: '重新公示' })
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('kind', '=', kind)
    .where('quarter', '=', quarter)
    .where('withdrawnAt', 'is', null)
    .where('id', '<>', id)
    .execute()
  const added = await billing(tx)
    .insertInto('billing.disclosure')
    .values({
      ...{ tenantId: tenantOf(actor), id, communityId, kind, quarter, note, content: storedContent(told) },
      ...{ publishedAt: now(), publishedBy: actor.id, publishedByName: actor.name },
    })
    .onConflict(conflict => conflict.columns(['tenantId', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refusePlatform.alreadyThere()
  await publish(tx, fundPublished, { communityId, disclosureId: id })
  const disclosure = await readDisclosure(tx, actor, { disclosureId: id })
  await tellResidents(tx, actor, disclosure)
  return disclosure
}

const TOLD_AT_ONCE = 500
const KINDS = { public: 'public-revenue-published', fund: 'maintenance-fund-published' } as const

/** One notice each, whoever has several homes there. */
async function tellResidents(tx: Tx, actor: Actor, { id, communityId, communityName, kind, quarter }: Disclosure) {
  const { rows } = await sql<{ personId: string }>`
    select distinct o.person_id from registry.public_occupancy o
    join registry.public_premises p on p.tenant_id = o.tenant_id and p.id = o.premises_id
    where o.tenant_id = ${tenantOf(actor)}::uuid and p.community_id = ${communityId}::uuid
      and o.from_on <= ${today()}::date and (o.to_on is null or o.to_on >= ${today()}::date)
    order by 1`.execute(billing(tx))
  const personIds = rows.map(row => row.personId)
  const chunks = Array.from({ length: Math.ceil(personIds.length / TOLD_AT_ONCE) }, (_, index) =>
    personIds.slice(index * TOLD_AT_ONCE, (index + 1) * TOLD_AT_ONCE),
  )
  await notify(
    tx,
    actor,
    chunks.map(chunk => ({
      ...{ id, kind: KINDS[kind], params: { community: communityName, quarter: quarter.replace('-Q', ' Q') } },
      ...{ about: { kind: 'disclosure' as const, id }, to: { personIds: chunk } },
    })),
  )
}

/** Residents read it no longer. Withdrawn before, nothing changes. Errors: platform.not_found, beyond_scope. */
export async function withdrawDisclosure(
  tx: Tx,
  actor: Actor,
  { disclosureId, reason }: RequestOf<typeof contract.withdrawDisclosure>,
): Promise<Disclosure> {
  requireWholeCommunities(actor)
  const { communityId } = await readDisclosure(tx, actor, { disclosureId })
  await billing(tx)
    .updateTable('billing.disclosure')
    .set({ withdrawnAt: now(), withdrawReason: reason })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', disclosureId)
    .where('withdrawnAt', 'is', null)
    .execute()
  await publish(tx, fundPublished, { communityId, disclosureId })
  return readDisclosure(tx, actor, { disclosureId })
}
