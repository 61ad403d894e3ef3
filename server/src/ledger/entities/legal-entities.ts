import type { ledger as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { requireWholeCompany } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { ledger } from '../tables.ts'

type Entity = ResponseOf<typeof contract.createLegalEntity>

/** The legal entities of the company, by name. */
export async function listLegalEntities(tx: Tx, actor: Actor): Promise<{ items: Entity[] }> {
  return { items: (await entities(tx, actor).orderBy('name').execute()).map(entityOf) }
}

/** Adds one. Errors: platform.beyond_scope, ledger.entity_name_taken. */
export async function createLegalEntity(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createLegalEntity>,
): Promise<Entity> {
  requireWholeCompany(actor)
  const added = await ledger(tx)
    .insertInto('ledger.legalEntity')
    .values({ ...input, tenantId: tenantOf(actor), createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.entityNameTaken({ name: input.name })
  return entityOf(await entities(tx, actor).where('id', '=', input.id).executeTakeFirstOrThrow())
}

/** Changes one, from the version that was read. Errors: platform.not_found, platform.changed_meanwhile, ledger.entity_name_taken. */
export async function editLegalEntity(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editLegalEntity>,
): Promise<Entity> {
  requireWholeCompany(actor)
  const { entityId, version, ...facts } = input
  const before = await entities(tx, actor).where('id', '=', entityId).forUpdate().executeTakeFirst()
  if (!before) throw refusePlatform.notFound()
  if (before.version !== version) throw refusePlatform.changedMeanwhile({ version: before.version })
  const taken = await entities(tx, actor).where('name', '=', facts.name).where('id', '<>', entityId).executeTakeFirst()
  if (taken) throw refuse.entityNameTaken({ name: facts.name })
  await ledger(tx)
    .updateTable('ledger.legalEntity')
    .set({ ...facts, version: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', entityId)
    .execute()
  recordChanges(tx, before, facts)
  return entityOf({ ...before, ...facts, version: version + 1 })
}

function entities(tx: Tx, actor: Actor) {
  return ledger(tx)
    .selectFrom('ledger.legalEntity')
    .select(['id', 'version', 'name', 'taxNumber', 'taxpayer'])
    .where('tenantId', '=', tenantOf(actor))
}

function entityOf(row: Omit<Entity, 'taxpayer'> & { taxpayer: string }): Entity {
  return { ...row, taxpayer: row.taxpayer as Entity['taxpayer'] }
}
