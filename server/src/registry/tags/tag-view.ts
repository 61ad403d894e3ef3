import type { registry as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { registry } from '../tables.ts'

export type TagRow = ResponseOf<typeof contract.listTags>['items'][number]

/** The company's tags by name, with how many people (in the actor's scope) carry each. */
export async function listTags(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listTags>> {
  const rows = await registry(tx)
    .selectFrom('registry.tag as t')
    .select(['t.id', 't.name', 't.colour', 't.version'])
    .select(
      sql<number>`(select count(*)::int from registry.person_tag w where w.tenant_id = t.tenant_id and w.tag_id = t.id)`.as(
        'peopleCount',
      ),
    )
    .where('t.tenantId', '=', tenantOf(actor))
    .orderBy('t.name')
    .execute()
  return { items: rows.map(row => ({ ...row, colour: row.colour as TagRow['colour'] })) }
}
