import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { refuse } from '../errors.ts'
import { fieldProblem } from '../people/parse-facts.ts'
import { refuseProblems } from '../people/refuse-problems.ts'
import { registry } from '../tables.ts'
import { missingOfRent, sumOfAreas, tidyRent } from './lease.ts'

type Create = RequestOf<typeof contract.createLease>

/** What is let, by whom to whom, and when. */
export type LeaseCore = Pick<Create, 'premisesIds' | 'landlordIds' | 'tenantIds' | 'fromOn' | 'toOn'>
/** What a lease says of money, papers and purpose. */
export type LeaseWords = Omit<Create, keyof LeaseCore | 'id' | 'signedOn'>

/** The words of a lease as columns. */
export function wordsOf(words: LeaseWords) {
  const { number, rentKind, rentFen, rentPeriod, unitPrice, areaM2, payEveryMonths, paymentDay } = tidyRent(words)
  const { depositFen, purpose, notes, documents, staffId } = words
  return {
    ...{ number, rentKind, rentFen, rentPeriod, unitPrice, areaM2, payEveryMonths, paymentDay },
    ...{ depositFen, purpose, notes, staffId, documentIds: documents.map(paper => paper.fileId) },
  }
}

/**
 * The words with the area that is let where none is said, checked: the rent is whole, the papers are the actor's own, who looks after
 * it works here. `known` is what the lease said before. Errors: platform.input_wrong, platform.not_found, registry.lease_number_taken.
 */
export async function checkWords(
  tx: Tx,
  actor: Actor,
  words: LeaseWords,
  { premisesIds, fromOn, leaseId }: { premisesIds: string[]; fromOn: string; leaseId: string },
  known: { documentIds: string[]; staffId: string | null } = { documentIds: [], staffId: null },
): Promise<LeaseWords> {
  const areaM2 = words.areaM2 ?? (words.rentKind === 'area-day' ? await areaOf(tx, actor, premisesIds, fromOn) : null)
  const whole = { ...words, areaM2 }
  const missing = missingOfRent(whole)
  if (missing) refuseProblems([fieldProblem(missing, 'missing')])
  const fresh = words.documents.filter(paper => !known.documentIds.includes(paper.fileId))
  for (const purpose of ['photo', 'document'] as const) {
    const files = fresh.filter(paper => paper.filePurpose === purpose).map(paper => paper.fileId)
    await requireOwnFiles(tx, actor, files, purpose)
  }
  if (words.staffId !== null && words.staffId !== known.staffId) await requireStaff(tx, actor, words.staffId)
  const taken =
    await sql`select 1 from registry.lease where tenant_id = ${tenantOf(actor)} and number = ${words.number} and id <> ${leaseId}
    and (ended_on is null or ended_on >= from_on)`.execute(registry(tx))
  if (taken.rows.length > 0) throw refuse.leaseNumberTaken()
  return whole
}

async function areaOf(tx: Tx, actor: Actor, premisesIds: string[], on: string): Promise<string | null> {
  const { rows } = await sql<{ area: string | null }>`
    select (select a.area_m2::text from registry.premises_area a where a.tenant_id = ${tenantOf(actor)} and a.premises_id = r.id
      order by (a.from_on <= ${on}::date) desc, a.from_on desc limit 1) as area
    from unnest(${premisesIds}::uuid[]) as r(id)`.execute(registry(tx))
  return sumOfAreas(rows.map(row => row.area))
}

async function requireStaff(tx: Tx, actor: Actor, staffId: string): Promise<void> {
  const staff = await registry(tx)
    .selectFrom('identity.publicStaff')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', staffId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (!staff) throw platformRefuse.notFound()
}

export interface NewLease {
  id: string
  communityId: string
  words: LeaseWords
  core: LeaseCore
  renewsId: string | null
}

/** Writes a lease as a draft: what it lets is let once it is signed. Errors: registry.id_taken. */
export async function insertDraft(
  tx: Tx,
  actor: Actor,
  { id, communityId, words, core, renewsId }: NewLease,
): Promise<void> {
  const known = await sql`select 1 from registry.lease where tenant_id = ${tenantOf(actor)} and id = ${id}`.execute(
    registry(tx),
  )
  if (known.rows.length > 0) throw refuse.idTaken()
  await registry(tx)
    .insertInto('registry.lease')
    .values({
      ...{ tenantId: tenantOf(actor), id, communityId, renewsId, fromOn: core.fromOn, toOn: core.toOn },
      ...wordsOf(words),
      ...{ createdAt: now(), createdByName: actor.name },
    })
    .execute()
  await writeParts(tx, actor, { id, communityId }, core)
}

/** Writes what a draft lets and its parties, whole. */
export async function writeParts(
  tx: Tx,
  actor: Actor,
  { id, communityId }: { id: string; communityId: string },
  { premisesIds, landlordIds, tenantIds }: LeaseCore,
): Promise<void> {
  const tenantId = tenantOf(actor)
  await sql`delete from registry.lease_party where tenant_id = ${tenantId} and lease_id = ${id}`.execute(registry(tx))
  await sql`insert into registry.lease_party (tenant_id, lease_id, role, person_id, community_id, position)
    select ${tenantId}, ${id}, r.role, r.person_id, ${communityId}, r.position
    from unnest(${[...landlordIds.map(() => 'landlord'), ...tenantIds.map(() => 'tenant')]}::text[], ${[...landlordIds, ...tenantIds]}::uuid[],
      ${[...landlordIds.keys(), ...tenantIds.keys()]}::int[]) as r(role, person_id, position)`.execute(registry(tx))
  await sql`insert into registry.leased_premises (tenant_id, lease_id, premises_id, community_id, days)
    select ${tenantId}, ${id}, r.id, ${communityId}, 'empty'::daterange from unnest(${premisesIds}::uuid[]) as r(id)
    on conflict (tenant_id, lease_id, premises_id) do nothing`.execute(registry(tx))
  await sql`delete from registry.leased_premises where tenant_id = ${tenantId} and lease_id = ${id}
    and not (premises_id = any (${premisesIds}::uuid[]))`.execute(registry(tx))
}
