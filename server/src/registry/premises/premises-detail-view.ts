import type { registry as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { occupanciesOf } from '../occupancies/occupancy-view.ts'
import { mayName } from '../people/may-name.ts'
import { registry } from '../tables.ts'
import { selectPremises } from './premises-view.ts'

export type PremisesDetail = ResponseOf<typeof contract.readPremises>

/** One premises with its areas and states over time and, for who may know it, who lived there when. Errors: platform.not_found. */
export async function readPremises(tx: Tx, actor: Actor, input: { premisesId: string }): Promise<PremisesDetail> {
  const { premisesId } = input
  const row = await selectPremises(tx, actor, { ended: 'any' })
    .select('p.note')
    .where('p.id', '=', premisesId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const areas = await registry(tx)
    .selectFrom('registry.premisesArea')
    .select(['fromOn', 'areaM2', 'innerAreaM2', 'sharedAreaM2', 'note', 'recordedAt', 'recordedBy'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .orderBy('fromOn')
    .execute()
  const aliases = await registry(tx)
    .selectFrom('registry.premisesAlias')
    .select(['alias', 'own'])
    .where('tenantId', '=', tenantOf(actor))
    .where('premisesId', '=', premisesId)
    .orderBy('own')
    .orderBy(sql`length(alias)`, 'desc')
    .execute()
  const states = await statesOf(tx, actor, premisesId)
  const occupancies = mayName(actor) ? await occupanciesOf(tx, actor, { premisesId }) : []
  return { ...(row as PremisesDetail & typeof row), areas, states, aliases, occupancies }
}

/** The states of premises over time, the latest first. One of a day that another followed on the same day held for no day. */
async function statesOf(tx: Tx, actor: Actor, premisesId: string): Promise<PremisesDetail['states']> {
  const { rows } = await sql<PremisesDetail['states'][number]>`
    select s.id, s.state, s.from_on, lead(s.from_on) over (order by s.from_on, s.changed_at, s.id) - 1 as to_on, s.reason, s.changed_by_name, s.changed_at
    from registry.premises_state s
    where s.tenant_id = ${tenantOf(actor)}::uuid and s.premises_id = ${premisesId}::uuid
    order by s.from_on desc, s.changed_at desc, s.id desc limit 200`.execute(registry(tx))
  return rows
}
