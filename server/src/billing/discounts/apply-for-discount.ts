import type { billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { enqueue } from '../../platform/jobs.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { followApplication } from './follow-application.ts'
import { refuseWrongDays } from './grant-discounts.ts'
import { type MyApplication, myDiscounts, readMyApplications } from './my-discounts.ts'

/**
 * Asks for a discount of the own home; a job brings it to who approves. The same id again is the same application.
 * Errors: platform.not_found (not my home, or no discount of its community), billing.grant_wrong, billing.grant_taken (the home has it on
 * some of the days), billing.grant_overlaps (it has another of the same items), billing.discount_asked (one waits), billing.evidence_missing.
 */
export async function applyForMyDiscount(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.applyForMyDiscount>,
): Promise<MyApplication> {
  const home = await billing(tx)
    .selectFrom('registry.publicPremises')
    .select('communityId')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.premisesId)
    .executeTakeFirst()
  const offers = await myDiscounts(tx)
  const discount = offers.find(({ id, active }) => id === input.discountId && active)
  if (!home || discount?.communityId !== home.communityId) throw refusePlatform.notFound()
  refuseWrongDays(input.fromOn, input.toOn, discount.maxMonths)
  if (discount.needsEvidence && input.photoIds.length === 0) throw refuse.evidenceMissing()
  await requireOwnFiles(tx, actor, input.photoIds, 'photo')
  await refuseTaken(tx, actor, input)
  await refuseCertain(tx, input)
  const asked = { askedBy: accountOf(actor), askedByName: actor.name, askedAt: now() }
  const added = await billing(tx)
    .insertInto('billing.discountApplication')
    .values({ ...input, ...asked, tenantId: tenantOf(actor), communityId: home.communityId })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added) await enqueue(tx, followApplication, { applicationId: input.id })
  return readMine(tx, actor, input.id)
}

/** Takes an application back while it waits. Errors: platform.not_found, billing.application_decided. */
export async function withdrawMyDiscountApplication(
  tx: Tx,
  actor: Actor,
  { applicationId }: RequestOf<typeof contract.withdrawMyDiscountApplication>,
): Promise<MyApplication> {
  const application = await billing(tx)
    .selectFrom('billing.discountApplication')
    .select('state')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', applicationId)
    .forUpdate()
    .executeTakeFirst()
  if (!application) throw refusePlatform.notFound()
  const { state } = application
  if (state === 'approved' || state === 'rejected') throw refuse.applicationDecided({ state })
  if (state === 'waiting') {
    await billing(tx)
      .updateTable('billing.discountApplication')
      .set({ state: 'withdrawn', closedAt: now() })
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', applicationId)
      .execute()
    await enqueue(tx, followApplication, { applicationId })
  }
  return readMine(tx, actor, applicationId)
}

async function refuseTaken(tx: Tx, actor: Actor, input: RequestOf<typeof contract.applyForMyDiscount>): Promise<void> {
  const waits = await billing(tx)
    .selectFrom('billing.discountApplication')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', input.premisesId)
    .where('discountId', '=', input.discountId)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  if (waits && waits.id !== input.id) throw refuse.discountAsked()
  const granted = await billing(tx)
    .selectFrom('billing.discountGrant')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', input.premisesId)
    .where('discountId', '=', input.discountId)
    .where('id', '<>', input.id)
    .where('fromOn', '<=', input.toOn)
    .where('toOn', '>=', input.fromOn)
    .executeTakeFirst()
  if (granted) throw refuse.grantTaken()
}

/** Another discount of the same charges on some of the days, whichever of the two is of every item. Errors: billing.grant_overlaps. */
async function refuseCertain(tx: Tx, input: RequestOf<typeof contract.applyForMyDiscount>): Promise<void> {
  const { premisesId, discountId, fromOn, toOn } = input
  const { rows } = await sql<{ premises: string; name: string; fromOn: string; toOn: string }>`
    select premises, name, from_on as "fromOn", to_on as "toOn"
    from billing.my_overlapping_grant(${premisesId}::uuid, ${discountId}::uuid, ${fromOn}::date, ${toOn}::date)`.execute(
    billing(tx),
  )
  if (rows[0]) throw refuse.grantOverlaps(rows[0])
}

/** Errors: billing.discount_asked when somebody of the household asked at this very moment. */
async function readMine(tx: Tx, actor: Actor, applicationId: string): Promise<MyApplication> {
  const names = new Map((await myDiscounts(tx)).map(({ id, name }) => [id, name]))
  const [mine] = await readMyApplications(tx, actor, names, applicationId)
  if (!mine) throw refuse.discountAsked()
  return mine
}
