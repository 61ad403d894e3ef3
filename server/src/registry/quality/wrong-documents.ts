import { registry as contract } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { unseal } from '../../platform/seal.ts'
import { registry } from '../tables.ts'

/**
 * People whose identity card number cannot be one: its check digit or its birthday is wrong. Numbers are sealed, so this alone is
 * asked outside of the database: the numbers are opened here, and only who is meant goes on.
 */
export async function peopleWithWrongDocuments(tx: Tx, actor: Actor): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ id: string; sealed: Buffer }>`
    select n.id, n.id_number_sealed as sealed from registry.person n
    where n.tenant_id = ${tenantOf(actor)} and n.merged_into is null and n.id_number_sealed is not null
      and n.type = 'person' and (n.id_type is null or n.id_type = 'id-card')`.execute(registry(tx))
  const wrong = rows.filter(({ sealed }) => isWrong(unseal(sealed))).map(row => row.id)
  return sql`select n.community_id, n.id as object_id, n.name as title,
      coalesce((select string_agg(distinct p.label, '、') from registry.occupancy o join registry.premises p on p.tenant_id = o.tenant_id and p.id = o.premises_id
        where o.tenant_id = n.tenant_id and o.person_id = n.id), '') as detail, null::uuid as premises_id
    from registry.person n where n.tenant_id = ${tenantOf(actor)} and n.id = any (${wrong}::uuid[])`
}

function isWrong(idNumber: string): boolean {
  // What is not even shaped like one may be another kind of document.
  if (!/^\d{17}[\dX]$/i.test(idNumber)) return /^\d{16,17}$|^\d{19,}$/.test(idNumber)
  return contract.documentProblem({ idType: 'id-card', idNumber, birthday: null, sex: null }) !== null
}
