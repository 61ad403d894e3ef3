import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { workforce } from '../tables.ts'

export type Team = ResponseOf<typeof contract.listTeams>['items'][number]

function teams(tx: Tx, actor: Actor) {
  return workforce(tx)
    .selectFrom('workforce.team as t')
    .leftJoin('workforce.employee as h', join =>
      join.onRef('h.tenantId', '=', 't.tenantId').onRef('h.id', '=', 't.headId'),
    )
    .select(['t.id', 't.parentId', 't.name', 't.communityId', 't.headId', 't.position', 't.closedOn', 't.version'])
    .select([sql<Team['kind']>`t.kind`.as('kind'), 'h.name as headName'])
    .select(
      sql<number>`(select count(*)::int from workforce.employee e where e.tenant_id = t.tenant_id and e.team_id = t.id
        and e.employed_from <= ${today()}::date and (e.employed_to is null or e.employed_to >= ${today()}::date))`.as(
        'employeeCount',
      ),
    )
    .where('t.tenantId', '=', tenantOf(actor))
}

/** The organisation, parents before children of the same rank by position and name. With a community: its teams and those that serve all. */
export async function listTeams(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listTeams>,
): Promise<ResponseOf<typeof contract.listTeams>> {
  const items = await teams(tx, actor)
    .$if(input.closed === 'no', query => query.where('t.closedOn', 'is', null))
    .$if(input.communityId !== undefined, query =>
      query.where(sql<SqlBool>`(t.community_id is null or t.community_id = ${input.communityId ?? null}::uuid)`),
    )
    .orderBy(sql`array_position(array['company', 'department', 'project', 'team'], t.kind)`)
    .orderBy('t.position')
    .orderBy('t.name')
    .orderBy('t.id')
    .execute()
  return { items }
}

/** One team; otherwise not found. */
export async function readTeam(tx: Tx, actor: Actor, teamId: string): Promise<Team> {
  const found = await teams(tx, actor).where('t.id', '=', teamId).executeTakeFirst()
  if (!found) throw refuse.notFound()
  return found
}

/** The team with all teams below it, as SQL for `in (…)`. */
export function teamsBelow(actor: Actor, teamId: string) {
  return sql<string>`(with recursive below as (
      select id from workforce.team where tenant_id = ${tenantOf(actor)} and id = ${teamId}::uuid
      union select t.id from workforce.team t join below b on t.parent_id = b.id where t.tenant_id = ${tenantOf(actor)})
    select id from below)`
}
