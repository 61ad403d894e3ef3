import type { workforce as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { requireWholeCompany } from '../company-wide.ts'
import { refuse } from '../errors.ts'
import { staffChanged } from '../events.ts'
import { workforce } from '../tables.ts'
import { readTeam, type Team, teamsBelow } from './team-view.ts'

type Fields = Pick<
  RequestOf<typeof contract.createTeam>,
  'parentId' | 'kind' | 'name' | 'communityId' | 'headId' | 'position'
>

/**
 * Adds a team below another. A team of a community needs that community within the caller's scope; one that serves all needs the
 * whole company. Errors: not found (parent, community, head), workforce.team_community_mixed.
 */
export async function createTeam(tx: Tx, actor: Actor, input: RequestOf<typeof contract.createTeam>): Promise<Team> {
  requireWholeCommunities(actor)
  await checkTeam(tx, actor, input)
  await workforce(tx)
    .insertInto('workforce.team')
    .values({ tenantId: tenantOf(actor), createdAt: now(), ...fieldsOf(input), id: input.id })
    .execute()
  await publish(tx, staffChanged, { communityId: input.communityId ?? undefined })
  return readTeam(tx, actor, input.id)
}

/** Renames, moves or re-heads a team. Its employees, and what is written in their files, follow it into its community. */
export async function editTeam(tx: Tx, actor: Actor, input: RequestOf<typeof contract.editTeam>): Promise<Team> {
  requireWholeCommunities(actor)
  const before = await readTeam(tx, actor, input.teamId)
  if (before.communityId === null) requireWholeCompany(actor)
  await checkTeam(tx, actor, input, input.teamId)
  const changed = await workforce(tx)
    .updateTable('workforce.team')
    .set({ ...fieldsOf(input), version: input.version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.teamId)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw platformRefuse.changedMeanwhile({ version: before.version })
  recordChanges(tx, fieldsOf(before), fieldsOf(input))
  if (before.communityId !== input.communityId) await moveEmployees(tx, actor, input.teamId, input.communityId)
  await publish(tx, staffChanged, { communityId: input.communityId ?? undefined })
  return readTeam(tx, actor, input.teamId)
}

/** Closes a team that nobody works in and that has no open team below it. Errors: workforce.team_not_empty. */
export async function closeTeam(tx: Tx, actor: Actor, input: RequestOf<typeof contract.closeTeam>): Promise<Team> {
  requireWholeCommunities(actor)
  const team = await readTeam(tx, actor, input.teamId)
  if (team.communityId === null) requireWholeCompany(actor)
  const { teams } = await workforce(tx)
    .selectFrom('workforce.team')
    .select(sql<number>`count(*)::int`.as('teams'))
    .where('tenantId', '=', tenantOf(actor))
    .where('parentId', '=', input.teamId)
    .where('closedOn', 'is', null)
    .executeTakeFirstOrThrow()
  if (teams > 0 || team.employeeCount > 0 || team.kind === 'company')
    throw refuse.teamNotEmpty({ employees: team.employeeCount, teams })
  const closed = await workforce(tx)
    .updateTable('workforce.team')
    .set({ closedOn: today(), version: input.version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.teamId)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (!closed) throw platformRefuse.changedMeanwhile({ version: team.version })
  await publish(tx, staffChanged, { communityId: team.communityId ?? undefined })
  return readTeam(tx, actor, input.teamId)
}

function fieldsOf({ parentId, kind, name, communityId, headId, position }: Fields): Fields {
  return { parentId, kind, name, communityId, headId, position }
}

async function checkTeam(tx: Tx, actor: Actor, input: Fields, teamId?: string): Promise<void> {
  if (input.communityId === null) requireWholeCompany(actor)
  else await requireCommunity(tx, actor, input.communityId)
  if (input.headId !== null) await requireEmployee(tx, actor, input.headId)
  if ((input.kind === 'company') !== (input.parentId === null)) throw refuse.teamLoop()
  if (input.parentId === null) return
  const parent = await readTeam(tx, actor, input.parentId)
  if (parent.communityId !== null && parent.communityId !== input.communityId) throw refuse.teamCommunityMixed()
  if (teamId === undefined) return
  const { loop } = await workforce(tx)
    .selectNoFrom(sql<boolean>`${input.parentId}::uuid in ${teamsBelow(actor, teamId)}`.as('loop'))
    .executeTakeFirstOrThrow()
  if (loop) throw refuse.teamLoop()
}

async function requireEmployee(tx: Tx, actor: Actor, employeeId: string): Promise<void> {
  const found = await workforce(tx)
    .selectFrom('workforce.employee')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', employeeId)
    .executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
}

async function moveEmployees(tx: Tx, actor: Actor, teamId: string, communityId: string | null): Promise<void> {
  const moved = await workforce(tx)
    .updateTable('workforce.employee')
    .set({ communityId })
    .where('tenantId', '=', tenantOf(actor))
    .where('teamId', '=', teamId)
    .returning('id')
    .execute()
  await moveFiles(
    tx,
    actor,
    moved.map(({ id }) => id),
    communityId,
  )
}

/** Certificates and documents stand behind the walls of the community where their employee works. */
export async function moveFiles(
  tx: Tx,
  actor: Actor,
  employeeIds: string[],
  communityId: string | null,
): Promise<void> {
  if (employeeIds.length === 0) return
  for (const table of ['workforce.certificate', 'workforce.employeeDocument'] as const) {
    await workforce(tx)
      .updateTable(table)
      .set({ communityId })
      .where('tenantId', '=', tenantOf(actor))
      .where('employeeId', 'in', employeeIds)
      .execute()
  }
}
