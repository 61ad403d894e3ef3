import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { requireWholeCompany } from '../company-wide.ts'
import { workforce } from '../tables.ts'
import { readTeam, type Team } from './team-view.ts'

/** Posts that most property companies have; more are added, and these renamed, by hand. */
const POST_PRESETS = [
  { code: 'project-manager', name: '项目经理', certificateKind: null },
  { code: 'cashier', name: '收费员', certificateKind: null },
  { code: 'front-desk', name: '客服', certificateKind: null },
  { code: 'repairer', name: '维修工', certificateKind: 'electrician' },
  { code: 'guard', name: '保安', certificateKind: 'security-guard' },
  { code: 'fire-room', name: '消控值班员', certificateKind: 'fire-operator' },
  { code: 'cleaner', name: '保洁', certificateKind: null },
  { code: 'gardener', name: '绿化', certificateKind: null },
] as const

/** Begins the organisation with the company at its root and the usual posts; begun before, it changes nothing. Answers the root. */
export async function startOrganisation(tx: Tx, actor: Actor): Promise<Team> {
  requireWholeCompany(actor)
  const tenantId = tenantOf(actor)
  const { name } = await workforce(tx)
    .selectFrom('identity.publicCompany')
    .select('name')
    .where('tenantId', '=', tenantId)
    .executeTakeFirstOrThrow()
  const added = await workforce(tx)
    .insertInto('workforce.team')
    .values({ tenantId, id: newId(), kind: 'company', name: name ?? '', createdAt: now() })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added)
    await workforce(tx)
      .insertInto('workforce.post')
      .values(POST_PRESETS.map((post, place) => ({ tenantId, id: newId(), position: place * 10, ...post })))
      .onConflict(conflict => conflict.doNothing())
      .execute()
  const root = await workforce(tx)
    .selectFrom('workforce.team')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('kind', '=', 'company')
    .executeTakeFirstOrThrow()
  return readTeam(tx, actor, root.id)
}
