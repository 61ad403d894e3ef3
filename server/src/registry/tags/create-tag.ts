import type { registry as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { registry } from '../tables.ts'
import { requireWholeCompany } from './require-whole-company.ts'
import type { TagRow } from './tag-view.ts'

/** Makes a tag; a name that is taken is refused. */
export async function createTag(tx: Tx, actor: Actor, input: RequestOf<typeof contract.createTag>): Promise<TagRow> {
  requireWholeCompany(actor)
  const tenantId = tenantOf(actor)
  await refuseTakenName(tx, actor, input.name, input.id)
  const added = await registry(tx)
    .insertInto('registry.tag')
    .values({ tenantId, id: input.id, name: input.name, colour: input.colour, createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw platformRefuse.alreadyThere()
  return { id: input.id, name: input.name, colour: input.colour, version: 1, peopleCount: 0 }
}

/** Refuses a name that another tag has. */
export async function refuseTakenName(tx: Tx, actor: Actor, name: string, id: string): Promise<void> {
  const other = await registry(tx)
    .selectFrom('registry.tag')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('name', '=', name)
    .where('id', '<>', id)
    .executeTakeFirst()
  if (other) throw refuse.tagNameTaken()
}
