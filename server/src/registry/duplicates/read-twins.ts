import type { registry as contract, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { masked, presentHouseholds, primaryPhone, tagsOfPerson } from '../people/person-view.ts'
import { registry } from '../tables.ts'

type Twin = ResponseOf<typeof contract.listDuplicates>['items'][number]['one']

/** People as they are compared, by id; merged ones are left out. */
export async function readTwins(tx: Tx, actor: Actor, personIds: string[]): Promise<Map<string, Twin>> {
  if (personIds.length === 0) return new Map()
  const rows = await registry(tx)
    .selectFrom('registry.person as n')
    .select(['n.id', 'n.type', 'n.name', 'n.sex', 'n.idNumberSealed', 'n.version', 'n.createdAt'])
    .select([primaryPhone.as('phoneSealed'), presentHouseholds().as('premises'), tagsOfPerson.as('tags')])
    .where('n.tenantId', '=', tenantOf(actor))
    .where('n.id', 'in', [...new Set(personIds)])
    .where('n.mergedInto', 'is', null)
    .execute()
  return new Map(rows.map(row => [row.id, { ...masked(row), version: row.version, createdAt: row.createdAt }]))
}
