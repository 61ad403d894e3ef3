import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import {
  type AboutPerson,
  type Erasing,
  type ErasurePart,
  erased,
  type Hindrance,
  kept,
} from '../../platform/personal-data.ts'
import { unseal } from '../../platform/seal.ts'
import { registry } from '../tables.ts'

const KINDS: Record<string, string> = { owner: '业主', family: '家属', tenant: '租户', temporary: '临时住户' }

/** Every phone of a person, in full. */
export async function phonesOfPerson(tx: Tx, actor: Actor, about: AboutPerson): Promise<string[]> {
  const { rows } = await sql<{ sealed: Buffer }>`select number_sealed as sealed from registry.person_phone
    where tenant_id = ${tenantOf(actor)} and person_id = any(${about.personIds}::uuid[])`.execute(registry(tx))
  return rows.map(row => unseal(row.sealed))
}

/** Who is somebody in a home, or holds a space, is served under a contract: the data is needed. */
export async function hindersErasing(tx: Tx, actor: Actor, about: AboutPerson): Promise<Hindrance[]> {
  const stays = await sql<{ label: string; kind: string }>`
    select p.label, o.kind from registry.occupancy o join registry.premises p on p.tenant_id = o.tenant_id and p.id = o.premises_id
    where o.tenant_id = ${tenantOf(actor)} and o.person_id = any(${about.personIds}::uuid[])
      and (o.to_on is null or o.to_on >= ${today()}::date) order by p.label`.execute(registry(tx))
  const leases = await sql<{ label: string; toOn: string }>`
    select coalesce(string_agg(p.label, '、' order by p.label), '') as label, l.to_on from registry.space_lease l
    left join registry.let_space s on s.tenant_id = l.tenant_id and s.lease_id = l.id
    left join registry.premises p on p.tenant_id = s.tenant_id and p.id = s.premises_id
    where l.tenant_id = ${tenantOf(actor)} and l.holder_id = any(${about.personIds}::uuid[])
      and coalesce(l.ended_on, l.to_on) >= ${today()}::date group by l.id, l.to_on`.execute(registry(tx))
  const homes = await sql<{ number: string; toOn: string }>`
    select l.number, l.to_on from registry.lease l where l.tenant_id = ${tenantOf(actor)} and coalesce(l.ended_on, l.to_on) >= ${today()}::date
      and exists (select 1 from registry.lease_party p where p.tenant_id = l.tenant_id and p.lease_id = l.id and p.person_id = any(${about.personIds}::uuid[]))
    order by l.number`.execute(registry(tx))
  return [
    ...stays.rows.map(({ label, kind }) => ({
      kind: kind === 'owner' ? ('owner' as const) : ('lives-here' as const),
      text: `${label}（${KINDS[kind] ?? kind}）`,
    })),
    ...leases.rows.map(({ label, toOn }) => ({ kind: 'lease' as const, text: `${label}，到 ${toOn}` })),
    ...homes.rows.map(({ number, toOn }) => ({ kind: 'home-lease' as const, text: `${number}，到 ${toOn}` })),
  ]
}

/**
 * Makes a person nobody: the row stays under its pseudonym for what refers to it, numbers, contacts, pets, tags and fields go, the
 * vehicles lose their plates. Stays remain as facts about homes. Again changes nothing.
 */
export async function erasePerson(tx: Tx, actor: Actor, erasing: Erasing): Promise<ErasurePart[]> {
  const tenantId = tenantOf(actor)
  const db = registry(tx)
  const ids = erasing.personIds
  if (ids.length === 0) return []
  const people =
    await sql`update registry.person set name = ${erasing.pseudonym}, name_pinyin = '', name_initials = '', given_pinyin = '', last_pinyin = '', sex = null,
      id_number_sealed = null, id_number_index = null, id_type = null, former_names = '{}', birthday = null, email = null, postal_address = null,
      email_sealed = null, email_index = null, postal_address_sealed = null,
      legal_representative = null, note = '', erased_on = ${today()}::date, version = version + 1, updated_at = ${now()}
    where tenant_id = ${tenantId} and id = any(${ids}::uuid[]) and name <> ${erasing.pseudonym}`.execute(db)
  const gone = { numbers: 0, others: 0 }
  for (const table of ['person_phone', 'person_contact', 'pet', 'person_tag', 'person_field_value'] as const) {
    const { numAffectedRows } = await sql`delete from ${sql.table(`registry.${table}`)}
      where tenant_id = ${tenantId} and person_id = any(${ids}::uuid[])`.execute(db)
    gone[table === 'person_phone' ? 'numbers' : 'others'] += Number(numAffectedRows ?? 0n)
  }
  const merges = await sql`delete from registry.person_merge
    where tenant_id = ${tenantId} and (person_id = any(${ids}::uuid[]) or merged_id = any(${ids}::uuid[]))`.execute(db)
  await sql`delete from registry.duplicate_pair
    where tenant_id = ${tenantId} and (person_id = any(${ids}::uuid[]) or other_id = any(${ids}::uuid[]))`.execute(db)
  return [
    erased('姓名、证件号、邮箱、地址等基本信息', people.numAffectedRows, 'anonymised'),
    erased('电话', gone.numbers, 'removed'),
    erased('联系人、宠物、标签、自定义字段', gone.others, 'removed'),
    erased('档案合并记录', merges.numAffectedRows, 'removed'),
    ...(await eraseVehicles(tx, actor, erasing)),
    ...(await eraseStays(tx, actor, erasing)),
  ]
}

/** A plate leads to a person as a name does; the vehicle remains as one that was there. */
async function eraseVehicles(tx: Tx, actor: Actor, erasing: Erasing): Promise<ErasurePart[]> {
  const tenantId = tenantOf(actor)
  const db = registry(tx)
  const nobody = sql`'删除' || upper(substr(md5(id::text), 1, 6))`
  const words = sql`brand = null, model = null, colour = null, notes = '', photo_ids = '{}', version = version + 1`
  const found = await sql<{ id: string; photoIds: string[] }>`select id, photo_ids from registry.vehicle
    where tenant_id = ${tenantId} and owner_id = any(${erasing.personIds}::uuid[])
    union all select id, photo_ids from registry.vehicle_application
    where tenant_id = ${tenantId} and person_id = any(${erasing.personIds}::uuid[])`.execute(db)
  for (const { id, photoIds } of found.rows) {
    erasing.objectIds.add(id)
    for (const photo of photoIds) erasing.fileIds.add(photo)
  }
  const vehicles = await sql`update registry.vehicle set plate = ${nobody}, state = 'removed',
      removed_reason = coalesce(removed_reason, '车主信息已删除'), ${words}
    where tenant_id = ${tenantId} and owner_id = any(${erasing.personIds}::uuid[]) and plate not like '删除%'`.execute(
    db,
  )
  await sql`delete from registry.replacement_plate r using registry.vehicle v
    where r.tenant_id = ${tenantId} and v.tenant_id = r.tenant_id and v.id = r.vehicle_id and v.owner_id = any(${erasing.personIds}::uuid[])`.execute(
    db,
  )
  await sql`delete from registry.vehicle_field_value a using registry.vehicle v
    where a.tenant_id = ${tenantId} and v.tenant_id = a.tenant_id and v.id = a.vehicle_id and v.owner_id = any(${erasing.personIds}::uuid[])`.execute(
    db,
  )
  const applications = await sql`update registry.vehicle_application set plate = ${nobody},
      state = case when state = 'open' then 'withdrawn' else state end, ${words}
    where tenant_id = ${tenantId} and person_id = any(${erasing.personIds}::uuid[]) and plate not like '删除%'`.execute(
    db,
  )
  return [
    erased('车辆（车牌、品牌、照片）', vehicles.numAffectedRows, 'anonymised'),
    erased('车辆登记申请', applications.numAffectedRows, 'anonymised'),
  ]
}

/** When somebody lived where stays, under the pseudonym; words about it go. */
async function eraseStays(tx: Tx, actor: Actor, erasing: Erasing): Promise<ErasurePart[]> {
  const tenantId = tenantOf(actor)
  const db = registry(tx)
  const stays = await sql<{
    id: string
  }>`update registry.occupancy set note = '', end_note = null, forwarding = null, relation = null
    where tenant_id = ${tenantId} and person_id = any(${erasing.personIds}::uuid[]) returning id`.execute(db)
  for (const { id } of stays.rows) erasing.objectIds.add(id)
  const leases = await sql<{ id: string }>`update registry.space_lease set notes = ''
    where tenant_id = ${tenantId} and holder_id = any(${erasing.personIds}::uuid[]) returning id`.execute(db)
  for (const { id } of leases.rows) erasing.objectIds.add(id)
  const homes = await sql<{ id: string }>`update registry.lease l set notes = ''
    where l.tenant_id = ${tenantId} and exists (select 1 from registry.lease_party p
      where p.tenant_id = l.tenant_id and p.lease_id = l.id and p.person_id = any(${erasing.personIds}::uuid[])) returning l.id`.execute(
    db,
  )
  for (const { id } of homes.rows) erasing.objectIds.add(id)
  return [
    kept('入住和产权的起止日期', stays.rows.length, '房产的历史事实，姓名已换成代号'),
    kept('房屋和车位租约', leases.rows.length + homes.rows.length, '合同和收费依据，姓名已换成代号'),
  ]
}
