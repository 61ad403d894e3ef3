import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { leasesChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { checkCore } from './check-core.ts'
import { type LeaseDetail, readLease } from './lease-view.ts'
import { type LockedLease, lockLease, requireDraft, requireSigned } from './lock-lease.ts'
import { checkWords, wordsOf, writeParts } from './write-lease.ts'

/**
 * Changes a draft in everything. What renews a lease keeps its premises, its parties and its first day: only then does it go on from there.
 * Errors: platform.changed_meanwhile, registry.lease_signed and those of writing a lease down.
 */
export async function editLeaseDraft(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editLeaseDraft>,
): Promise<LeaseDetail> {
  const { leaseId, version, premisesIds, landlordIds, tenantIds, fromOn, toOn, ...said } = input
  const lease = await lockLease(tx, actor, { leaseId, version })
  requireDraft(lease)
  const wanted = lease.renewsId ? { ...lease, toOn } : { premisesIds, landlordIds, tenantIds, fromOn, toOn }
  const { core, communityId } = await checkCore(tx, actor, wanted)
  if (communityId !== lease.communityId) throw refuse.leasePremisesWrong()
  const words = await checkWords(tx, actor, said, { ...core, leaseId }, lease)
  await writeParts(tx, actor, lease, core)
  return write(tx, actor, lease, { ...wordsOf(words), fromOn: core.fromOn, toOn: core.toOn })
}

/**
 * Corrects what a signed lease says of money, papers and purpose; the reason is kept in its history. Errors: platform.changed_meanwhile,
 * registry.lease_draft, registry.lease_number_taken.
 */
export async function editLease(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editLease>,
): Promise<LeaseDetail> {
  const { leaseId, version, reason: _, ...said } = input
  const lease = await lockLease(tx, actor, { leaseId, version })
  requireSigned(lease)
  const words = await checkWords(tx, actor, said, { ...lease, leaseId }, lease)
  return write(tx, actor, lease, wordsOf(words))
}

async function write(
  tx: Tx,
  actor: Actor,
  lease: LockedLease,
  columns: ReturnType<typeof wordsOf> & { fromOn?: string; toOn?: string },
): Promise<LeaseDetail> {
  const before = await readLease(tx, actor, { leaseId: lease.id })
  await registry(tx)
    .updateTable('registry.lease')
    .set({ ...columns, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', lease.id)
    .execute()
  const after = await readLease(tx, actor, { leaseId: lease.id })
  recordChanges(tx, changeable(before), changeable(after))
  await publish(tx, leasesChanged, { communityId: lease.communityId, leaseId: lease.id, count: 1 })
  return after
}

/** What an edit may change, in words that a history can show. */
function changeable(lease: LeaseDetail) {
  const { number, fromOn, toOn, rentKind, rentFen, rentPeriod, unitPrice, areaM2, payEveryMonths, paymentDay } = lease
  const { depositFen, purpose, notes, staffName } = lease
  const names = (list: readonly { name: string }[]) => list.map(one => one.name).join('、')
  return {
    ...{ number, fromOn, toOn, rentKind, rentPeriod, unitPrice, areaM2, payEveryMonths, paymentDay },
    ...{
      rentFen: rentFen === null ? null : Number(rentFen),
      depositFen: Number(depositFen),
      purpose,
      notes,
      staffName,
    },
    premises: lease.premises.map(one => one.label).join('、'),
    landlords: names(lease.landlords),
    tenants: names(lease.tenants),
    documents: names(lease.documents),
  }
}
