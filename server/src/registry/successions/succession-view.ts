import type { registry as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { registry } from '../tables.ts'

export type SuccessionView = ResponseOf<typeof contract.mergePremises>

/** Merges and splits that premises came from or ended in, the latest first. Errors: platform.not_found. */
export async function premisesSuccessions(
  tx: Tx,
  actor: Actor,
  input: { premisesId: string },
): Promise<ResponseOf<typeof contract.premisesSuccessions>> {
  const premises = await registry(tx)
    .selectFrom('registry.premises')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.premisesId)
    .executeTakeFirst()
  if (!premises) throw refuse.notFound()
  const { rows } = await sql<{ id: string }>`
    select t.succession_id as id from registry.succession_part t
    where t.tenant_id = ${tenantOf(actor)}::uuid and t.premises_id = ${input.premisesId}::uuid`.execute(registry(tx))
  return {
    items: await readSuccessions(
      tx,
      actor,
      rows.map(row => row.id),
    ),
  }
}

/** One merge or split. Errors: platform.not_found. */
export async function readSuccession(tx: Tx, actor: Actor, id: string): Promise<SuccessionView> {
  const [found] = await readSuccessions(tx, actor, [id])
  if (!found) throw refuse.notFound()
  return found
}

async function readSuccessions(tx: Tx, actor: Actor, ids: string[]): Promise<SuccessionView[]> {
  if (ids.length === 0) return []
  const successions = await registry(tx)
    .selectFrom('registry.succession')
    .select(['id', 'kind', 'fromOn', 'reason', 'areaBeforeM2', 'areaAfterM2', 'madeByName', 'madeAt', 'undoneAt'])
    .select('undoneByName')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', 'in', ids)
    .orderBy('madeAt', 'desc')
    .execute()
  const { rows: parts } = await sql<SuccessionView['before'][number] & { successionId: string; side: string }>`
    select t.succession_id, t.side, t.premises_id, t.label, t.area_m2,
      exists (select 1 from registry.premises p where p.tenant_id = t.tenant_id and p.id = t.premises_id) as there
    from registry.succession_part t
    where t.tenant_id = ${tenantOf(actor)}::uuid and t.succession_id = any(${ids}::uuid[])
    order by registry.natural_key(t.label)`.execute(registry(tx))
  const later = await readLater(tx, actor, ids)
  const views = successions.map(succession => {
    const side = (wanted: string) =>
      parts
        .filter(part => part.successionId === succession.id && part.side === wanted)
        .map(({ premisesId, label, areaM2, there }) => ({ premisesId, label, areaM2, there }))
    return {
      ...{ ...succession, kind: succession.kind as SuccessionView['kind'], before: side('old'), after: side('new') },
      later: later.get(succession.id) ?? null,
    }
  })
  // The wall of buildings stands before the parts: what is of another building has none.
  return views.filter(view => view.before.length > 0)
}

/** The mergers and splits by which the new premises of these ended in their turn, the first of each. */
async function readLater(tx: Tx, actor: Actor, ids: string[]): Promise<Map<string, SuccessionView['later']>> {
  const { rows } = await sql<{ id: string; label: string; fromOn: string }>`
    select distinct on (n.succession_id) n.succession_id as id, n.label, s.from_on
    from registry.succession_part n
    join registry.succession_part o on o.tenant_id = n.tenant_id and o.premises_id = n.premises_id and o.side = 'old'
    join registry.succession s on s.tenant_id = o.tenant_id and s.id = o.succession_id and s.undone_at is null
    where n.tenant_id = ${tenantOf(actor)}::uuid and n.succession_id = any(${ids}::uuid[]) and n.side = 'new'
    order by n.succession_id, s.from_on, n.label`.execute(registry(tx))
  return new Map(rows.map(({ id, ...one }) => [id, one]))
}
