import type { registry as contract, RequestOf } from '@anju/contract'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { addDays } from '../../platform/period.ts'
import { refuse } from '../errors.ts'
import { leasesChanged } from '../events.ts'
import { checkCore } from './check-core.ts'
import { type LeaseDetail, readLease } from './lease-view.ts'
import { lockLease, requireNotRenewed, requireSigned } from './lock-lease.ts'
import { putInForce } from './sign-lease.ts'
import { checkWords, insertDraft } from './write-lease.ts'

/**
 * Writes down a lease, as a draft or signed. Errors: platform.not_found, registry.id_taken, premises_let, lease_number_taken,
 * lease_too_long, period_wrong, premises_ended, signed_later, lease_premises_wrong, lease_parties_wrong.
 */
export async function createLease(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createLease>,
): Promise<LeaseDetail> {
  return writeDown(tx, actor, input, null)
}

/**
 * Goes on with a lease on the day after its last, with the same premises and parties; its end is told of no more once this is signed.
 * Errors: those of writing a lease down, and registry.lease_draft, lease_over when it ended early, lease_renewed.
 */
export async function renewLease(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.renewLease>,
): Promise<LeaseDetail> {
  const { leaseId, version, ...renewal } = input
  const lease = await lockLease(tx, actor, { leaseId, version })
  requireSigned(lease)
  if (lease.endedOn !== null) throw refuse.leaseOver()
  await requireNotRenewed(tx, actor, leaseId)
  const { premisesIds, landlordIds, tenantIds } = lease
  const core = { premisesIds, landlordIds, tenantIds, fromOn: addDays(lease.toOn, 1) }
  // Papers of the lease that is renewed may stand in the new one too.
  return writeDown(tx, actor, { ...renewal, ...core }, lease)
}

async function writeDown(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createLease>,
  renewed: { id: string; documentIds: string[]; staffId: string | null } | null,
): Promise<LeaseDetail> {
  const { id, signedOn, premisesIds, landlordIds, tenantIds, fromOn, toOn, ...said } = input
  const { core, communityId } = await checkCore(tx, actor, { premisesIds, landlordIds, tenantIds, fromOn, toOn })
  const words = await checkWords(tx, actor, said, { ...core, leaseId: id }, renewed ?? undefined)
  await insertDraft(tx, actor, { id, communityId, words, core, renewsId: renewed?.id ?? null })
  if (signedOn !== null) await putInForce(tx, actor, { id, core, signedOn })
  await publish(tx, leasesChanged, { communityId, leaseId: id, count: 1 })
  return readLease(tx, actor, { leaseId: id })
}
