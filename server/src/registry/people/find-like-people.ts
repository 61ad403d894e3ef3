import { registry as contract, type RequestOf, type ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { blindIndex, maskPhone, unseal } from '../../platform/seal.ts'
import { registry } from '../tables.ts'
import { presentHouseholds, primaryPhone } from './person-view.ts'
import { phoneIndexOf, tidyPhone } from './phone.ts'

type Alike = ResponseOf<typeof contract.findLikePeople>['items'][number]

const SHOWN = 5

/** Who is there already with this ID number, one of these phones, or exactly this name; the surest first, at most five. */
export async function findLikePeople(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.findLikePeople>,
): Promise<ResponseOf<typeof contract.findLikePeople>> {
  const idIndex = input.idNumber ? blindIndex('id-number', contract.tidyIdNumber(input.idNumber)) : null
  const phones = input.phones.filter(phone => phone !== '').map(phone => phoneIndexOf(tidyPhone(phone)))
  const sameId = sql<boolean>`coalesce(n.id_number_index = ${idIndex}, false)`
  const samePhone = sql<boolean>`n.id in (select f.person_id from registry.person_phone f
    where f.tenant_id = platform.tenant_id() and f.number_index = any(${phones}::bytea[]))`
  const sameName = sql<boolean>`n.name = ${input.name}`
  const rows = await sql<FoundRow>`
    select n.id, n.name, ${primaryPhone} as phone_sealed, ${presentHouseholds()} as premises, ${sameId} as same_id,
      ${samePhone} as same_phone, ${sameName} as same_name
    from registry.person n
    where n.tenant_id = ${tenantOf(actor)} and n.merged_into is null and n.id <> ${input.exceptId ?? NOBODY}
      and n.id in (
        select p.id from registry.person p where p.tenant_id = ${tenantOf(actor)} and p.id_number_index = ${idIndex}
        union all select f.person_id from registry.person_phone f where f.tenant_id = ${tenantOf(actor)} and f.number_index = any(${phones}::bytea[])
        union all (select p.id from registry.person p where p.tenant_id = ${tenantOf(actor)} and p.name = ${input.name} limit 50))
    order by ${sameId} desc, ${samePhone} desc, n.created_at, n.id limit ${SHOWN}`.execute(registry(tx))
  return {
    items: rows.rows.map(row => ({
      id: row.id,
      name: row.name,
      phoneMasked: row.phoneSealed ? maskPhone(unseal(row.phoneSealed)) : null,
      premises: row.premises.map(premises => premises.label),
      same: sameOf(row),
    })),
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

interface FoundRow {
  id: string
  name: string
  phoneSealed: Buffer | null
  premises: { label: string }[]
  sameId: SqlBool
  samePhone: SqlBool
  sameName: SqlBool
}

function sameOf(row: FoundRow): Alike['same'] {
  const same: Alike['same'] = []
  if (row.sameId) same.push('id-number')
  if (row.samePhone) same.push('phone')
  if (row.sameName) same.push('name')
  return same
}
