import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { closeResidents } from '../../identity/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { peopleMerged } from '../events.ts'
import { followResident } from '../people/follow-resident.ts'
import { spellingOf } from '../people/spelling.ts'
import { registry } from '../tables.ts'
import { joinOccupancies } from './join-occupancies.ts'
import { readMerge } from './merge-view.ts'
import { REFERENCES, takeSnapshot } from './take-snapshot.ts'

type Input = RequestOf<typeof contract.mergePeople>

/**
 * Two records were one person. Values are taken field by field; phones, contacts, pets, tags, stays and what else of the registry named
 * the other go to the survivor. The other is kept, pointing at the survivor, for what names it to the right (docs/decisions/0009); it
 * signs in nowhere. Every row of both is written down before and after, so that it can be undone exactly.
 */
export async function mergePeople(
  tx: Tx,
  actor: Actor,
  input: Input,
): Promise<ResponseOf<typeof contract.mergePeople>> {
  const { personId, mergedId } = input
  const { survivor, merged } = await lockBoth(tx, actor, input)
  const both = [personId, mergedId]
  const before = await takeSnapshot(tx, actor, both)
  await takeValues(tx, actor, input, survivor, merged)
  await takeParts(tx, actor, personId, mergedId, input.take.primaryPhone === 'merged')
  await joinOccupancies(tx, actor, personId, mergedId)
  const moved = await moveReferences(tx, actor, personId, mergedId)
  await sql`update registry.person set merged_into = ${personId}, version = version + 1, updated_at = ${now()}
    where tenant_id = ${tenantOf(actor)} and id = ${mergedId}`.execute(registry(tx))
  const after = await takeSnapshot(tx, actor, both)
  await sql`insert into registry.person_merge (tenant_id, id, person_id, merged_id, before, after, moved, merged_by_name, at)
    values (${tenantOf(actor)}, ${input.id}, ${personId}, ${mergedId}, ${before}::jsonb, ${after}::jsonb, ${JSON.stringify(moved)}::jsonb,
      ${actor.name}, ${now()})`.execute(registry(tx))
  await sql`update registry.duplicate_pair set state = 'merged', decided_by_name = ${actor.name}, decided_at = ${now()}
    where tenant_id = ${tenantOf(actor)} and (person_id = ${mergedId} or other_id = ${mergedId}) and state = 'open'`.execute(
    registry(tx),
  )
  await closeResidents(tx, actor, [mergedId])
  await followResident(tx, actor, personId)
  await publish(tx, peopleMerged, { communityId: survivor.communityId, personId, mergedId })
  recordChanges<object>(tx, { merged: null }, { merged: merged.name })
  return readMerge(tx, actor, input.id)
}

interface Locked {
  id: string
  name: string
  type: string
  communityId: string
  version: number
  mergedInto: string | null
}

async function lockBoth(tx: Tx, actor: Actor, input: Input): Promise<{ survivor: Locked; merged: Locked }> {
  const { rows } = await sql<Locked>`select id, name, type, community_id, version, merged_into from registry.person
    where tenant_id = ${tenantOf(actor)} and id in (${input.personId}, ${input.mergedId}) and merged_into is null
    order by id for update`.execute(registry(tx))
  const survivor = rows.find(row => row.id === input.personId)
  const merged = rows.find(row => row.id === input.mergedId)
  if (!survivor || !merged || survivor === merged) throw platformRefuse.notFound()
  if (survivor.version !== input.version) throw platformRefuse.changedMeanwhile({ version: survivor.version })
  if (merged.version !== input.mergedVersion) throw platformRefuse.changedMeanwhile({ version: merged.version })
  if (survivor.type !== merged.type) throw refuse.notAlike()
  return { survivor, merged }
}

/** The survivor's row with the values that are chosen from the other; the name that is not taken becomes a former one. */
async function takeValues(tx: Tx, actor: Actor, input: Input, survivor: Locked, merged: Locked): Promise<void> {
  const { take } = input
  const name = take.name === 'merged' ? merged.name : survivor.name
  const spelling = spellingOf(name)
  const from = (choice: 'survivor' | 'merged', column: string) =>
    sql.ref(`${choice === 'merged' ? 'm' : 's'}.${column}`)
  await sql`
    update registry.person s set name = ${name}, name_pinyin = ${spelling.full}, name_initials = ${spelling.initials},
      given_pinyin = ${spelling.fromSecond}, last_pinyin = ${spelling.fromThird},
      former_names = array(select distinct x from unnest(s.former_names || m.former_names || ${[survivor.name, merged.name]}::text[]) x where x <> ${name} order by x),
      sex = ${from(take.sex, 'sex')}, birthday = ${from(take.birthday, 'birthday')},
      id_type = ${from(take.document, 'id_type')}, id_number_sealed = ${from(take.document, 'id_number_sealed')},
      id_number_index = ${from(take.document, 'id_number_index')}, email = ${from(take.email, 'email')},
      email_sealed = ${from(take.email, 'email_sealed')}, email_index = ${from(take.email, 'email_index')},
      postal_address = ${from(take.postalAddress, 'postal_address')},
      postal_address_sealed = ${from(take.postalAddress, 'postal_address_sealed')},
      legal_representative = ${from(take.legalRepresentative, 'legal_representative')}, note = ${from(take.note, 'note')},
      version = s.version + 1, updated_at = ${now()}
    from registry.person m
    where s.tenant_id = ${tenantOf(actor)} and s.id = ${survivor.id} and m.tenant_id = s.tenant_id and m.id = ${merged.id}`.execute(
    registry(tx),
  )
}

/** Phones (each number once, one primary), contacts, pets and tags of the other come to the survivor, after the own ones. */
async function takeParts(
  tx: Tx,
  actor: Actor,
  survivorId: string,
  mergedId: string,
  otherPrimary: boolean,
): Promise<void> {
  const t = tenantOf(actor)
  const db = registry(tx)
  const primary = await sql<{ numberIndex: Buffer }>`select number_index from registry.person_phone
    where tenant_id = ${t} and is_primary and person_id = any(${otherPrimary ? [mergedId, survivorId] : [survivorId, mergedId]}::uuid[])
    order by array_position(${otherPrimary ? [mergedId, survivorId] : [survivorId, mergedId]}::uuid[], person_id) limit 1`.execute(
    db,
  )
  await sql`update registry.person_phone set is_primary = false where tenant_id = ${t} and person_id in (${survivorId}, ${mergedId})`.execute(
    db,
  )
  await sql`delete from registry.person_phone f where f.tenant_id = ${t} and f.person_id = ${mergedId} and exists (
    select 1 from registry.person_phone g where g.tenant_id = f.tenant_id and g.person_id = ${survivorId} and g.number_index = f.number_index)`.execute(
    db,
  )
  for (const part of ['person_phone', 'person_contact', 'pet']) {
    await sql`update ${sql.table(`registry.${part}`)} set person_id = ${survivorId}, position = position + 100
      where tenant_id = ${t} and person_id = ${mergedId}`.execute(db)
  }
  const [chosen] = primary.rows
  if (chosen)
    await sql`update registry.person_phone set is_primary = true where tenant_id = ${t} and person_id = ${survivorId}
      and number_index = ${chosen.numberIndex}`.execute(db)
  await sql`insert into registry.person_tag (tenant_id, person_id, tag_id)
    select tenant_id, ${survivorId}, tag_id from registry.person_tag where tenant_id = ${t} and person_id = ${mergedId} on conflict do nothing`.execute(
    db,
  )
  await sql`delete from registry.person_tag where tenant_id = ${t} and person_id = ${mergedId}`.execute(db)
  await sql`insert into registry.person_field_value (tenant_id, person_id, field_id, value)
    select tenant_id, ${survivorId}, field_id, value from registry.person_field_value where tenant_id = ${t} and person_id = ${mergedId}
    on conflict do nothing`.execute(db)
  await sql`delete from registry.person_field_value where tenant_id = ${t} and person_id = ${mergedId}`.execute(db)
  // Both on one side of a lease are one there.
  await sql`delete from registry.lease_party q where q.tenant_id = ${t} and q.person_id = ${mergedId} and exists (
    select 1 from registry.lease_party w where w.tenant_id = q.tenant_id and w.lease_id = q.lease_id and w.role = q.role and w.person_id = ${survivorId})`.execute(
    db,
  )
  await sql`update registry.lease_party set person_id = ${survivorId} where tenant_id = ${t} and person_id = ${mergedId}`.execute(
    db,
  )
}

async function moveReferences(tx: Tx, actor: Actor, survivorId: string, mergedId: string) {
  const moved: { relation: string; column: string; ids: string[] }[] = []
  for (const { relation, column } of REFERENCES) {
    const { rows } = await sql<{
      id: string
    }>`update ${sql.table(`registry.${relation}`)} set ${sql.ref(column)} = ${survivorId}
      where tenant_id = ${tenantOf(actor)} and ${sql.ref(column)} = ${mergedId} returning id`.execute(registry(tx))
    if (rows.length > 0) moved.push({ relation, column, ids: rows.map(row => row.id) })
  }
  return moved
}
