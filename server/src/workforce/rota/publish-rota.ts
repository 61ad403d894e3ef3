import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { lastDayOfMonth } from '../../platform/period.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { refuse } from '../errors.ts'
import { rotaPublished } from '../events.ts'
import { requireShifts } from '../shifts/edit-shift.ts'
import { workforce } from '../tables.ts'
import { readTeam } from '../teams/team-view.ts'

type RotaMonth = ResponseOf<typeof contract.publishRota>

/** Publishes a month of a team once; everybody with a duty in it is told. Errors: workforce.rota_published, rota_empty. */
export async function publishRota(
  tx: Tx,
  actor: Actor,
  { teamId, month }: RequestOf<typeof contract.publishRota>,
): Promise<RotaMonth> {
  requireWholeCommunities(actor)
  const team = await readTeam(tx, actor, teamId)
  const rows = await workforce(tx)
    .selectFrom('workforce.duty as d')
    .innerJoin('workforce.employee as e', join =>
      join.onRef('e.tenantId', '=', 'd.tenantId').onRef('e.id', '=', 'd.employeeId'),
    )
    .select('e.accountId')
    .distinct()
    .where('d.tenantId', '=', tenantOf(actor))
    .where('d.teamId', '=', teamId)
    .where('d.day', '>=', `${month}-01`)
    .where('d.day', '<=', lastDayOfMonth(`${month}-01`))
    .execute()
  if (rows.length === 0) throw refuse.rotaEmpty()
  const published = { publishedAt: now(), publishedBy: actor.name }
  const done = await workforce(tx)
    .insertInto('workforce.rota')
    .values({ tenantId: tenantOf(actor), teamId, month, communityId: team.communityId, ...published })
    .onConflict(conflict =>
      conflict
        .columns(['tenantId', 'teamId', 'month'])
        .doUpdateSet({ ...published, version: sql`workforce.rota.version + 1` })
        .where('workforce.rota.publishedAt', 'is', null),
    )
    .returning('version')
    .executeTakeFirst()
  if (!done) throw refuse.rotaPublished()
  await publish(tx, rotaPublished, {
    ...{ communityId: team.communityId ?? undefined, teamId, month },
    accountIds: rows.flatMap(row => row.accountId ?? []),
  })
  return { month, state: 'published', ...published, version: done.version }
}

/** Says how many a team needs in each shift. Errors: platform.changed_meanwhile when another saved them since. */
export async function setRotaNeeds(
  tx: Tx,
  actor: Actor,
  { teamId, needs, version }: RequestOf<typeof contract.setRotaNeeds>,
): Promise<ResponseOf<typeof contract.setRotaNeeds>> {
  requireWholeCommunities(actor)
  const team = await readTeam(tx, actor, teamId)
  const ids = needs.map(need => need.shiftId)
  await requireShifts(tx, actor, ids)
  const now = await workforce(tx)
    .updateTable('workforce.team')
    .set({ needsVersion: version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', teamId)
    .where('needsVersion', '=', version)
    .returning('needsVersion')
    .executeTakeFirst()
  if (!now) throw platformRefuse.changedMeanwhile({ version: await needsVersionOf(tx, actor, teamId) })
  const before = await readNeeds(tx, actor, teamId)
  await workforce(tx)
    .deleteFrom('workforce.rotaNeed')
    .where('tenantId', '=', tenantOf(actor))
    .where('teamId', '=', teamId)
    .execute()
  const kept = [...new Map(needs.map(need => [need.shiftId, need])).values()].filter(
    need => need.workday > 0 || need.restday > 0,
  )
  if (kept.length > 0)
    await workforce(tx)
      .insertInto('workforce.rotaNeed')
      .values(kept.map(need => ({ tenantId: tenantOf(actor), teamId, communityId: team.communityId, ...need })))
      .execute()
  const after = await readNeeds(tx, actor, teamId)
  recordChanges(tx, { needs: before }, { needs: after })
  return { needs: after, version: now.needsVersion }
}

/** The version of what a team needs. */
export async function needsVersionOf(tx: Tx, actor: Actor, teamId: string): Promise<number> {
  const { needsVersion } = await workforce(tx)
    .selectFrom('workforce.team')
    .select('needsVersion')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', teamId)
    .executeTakeFirstOrThrow()
  return needsVersion
}

/** What a team needs in each shift. */
export function readNeeds(tx: Tx, actor: Actor, teamId: string) {
  return workforce(tx)
    .selectFrom('workforce.rotaNeed')
    .select(['shiftId', 'workday', 'restday'])
    .where('tenantId', '=', tenantOf(actor))
    .where('teamId', '=', teamId)
    .orderBy('shiftId')
    .execute()
}
