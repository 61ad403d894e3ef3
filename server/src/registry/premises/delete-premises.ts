import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { refuse } from '../errors.ts'
import { premisesChanged } from '../events.ts'
import { unlessUsed } from '../still-used.ts'
import { registry } from '../tables.ts'
import { lockPremises } from './lock-premises.ts'

/**
 * Removes premises that were made by mistake: nobody lived there, nothing was charged, repaired, merged or split. What it knows of
 * itself (areas, states, aliases, papers) goes with it. Errors: platform.not_found,
 * platform.changed_meanwhile, registry.premises_ended, registry.still_used.
 */
export async function deletePremises(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.deletePremises>,
): Promise<void> {
  const { premisesId } = input
  const premises = await lockPremises(tx, actor, premisesId, input.version)
  const part = await registry(tx)
    .selectFrom('registry.successionPart')
    .select('successionId')
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .executeTakeFirst()
  if (part) throw refuse.stillUsed()
  await removePremises(tx, tenantOf(actor), [premisesId])
  audit(tx, 'registry.premisesDeleted', premisesId, { label: premises.label })
  await publish(tx, premisesChanged, { communityId: premises.communityId, premisesId: null, count: 1 })
}

/** Takes premises away with all they know of themselves. Errors: registry.still_used when anything else hangs on them. */
export async function removePremises(tx: Tx, tenantId: string, premisesIds: string[]): Promise<void> {
  await unlessUsed(refuse.stillUsed, async () => {
    for (const table of [
      'premises_alias',
      'premises_area',
      'premises_state',
      'premises_field_value',
      'place_document',
      'space',
      'premises',
    ]) {
      const column = table === 'premises' ? sql.ref('t.id') : sql.ref('t.premises_id')
      await sql`delete from ${sql.table(`registry.${table}`)} t
        where t.tenant_id = ${tenantId}::uuid and ${column} = any(${premisesIds}::uuid[])`.execute(registry(tx))
    }
  })
}
