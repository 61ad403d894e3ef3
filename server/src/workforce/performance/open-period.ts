import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { requireWholeCompany } from '../company-wide.ts'
import { refuse } from '../errors.ts'
import { kpiPeriodChanged, scorecardsOpened } from '../events.ts'
import { accountsOf } from '../rota/change-rota.ts'
import { appealDays } from '../settings.ts'
import { workforce } from '../tables.ts'
import { feedPeriod } from './feed-attendance.ts'
import { employedWithin, type KpiPeriod, readPeriod, requireOpenPeriod, withoutCard } from './period-view.ts'
import { endOf } from './scheme.ts'

type Opened = ResponseOf<typeof contract.openKpiPeriod>
type Span = Pick<KpiPeriod, 'id' | 'grain' | 'fromOn' | 'toOn' | 'communityId'>

/**
 * Opens a month, a quarter or a year: everybody employed in it whom a scheme fits gets a card with the scheme as it is now. Of several
 * schemes the one for posts holds before the one for teams before the one for all, then the younger one.
 * Errors: workforce.period_start_wrong, period_there, no_scheme_fits.
 */
export async function openKpiPeriod(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.openKpiPeriod>,
): Promise<Opened> {
  await requirePlace(tx, actor, input.communityId)
  const toOn = endOf(input.grain, input.fromOn)
  if (toOn === null) throw refuse.periodStartWrong()
  const { id, grain, fromOn, communityId } = input
  const made = await workforce(tx)
    .insertInto('workforce.kpiPeriod')
    .values({
      ...{ tenantId: tenantOf(actor), id, grain, fromOn, toOn, communityId, note: input.note || null },
      ...{ appealDays: await readSetting(tx, appealDays, {}), openedAt: now(), openedBy: actor.name },
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw refuse.periodThere()
  const answer = await fill(tx, actor, { id, grain, fromOn, toOn, communityId })
  if (answer.made === 0) throw refuse.noSchemeFits()
  return answer
}

/** Makes the cards that are missing and asks for the values again. Errors: workforce.period_closed. */
export async function refreshKpiPeriod(
  tx: Tx,
  actor: Actor,
  { periodId }: RequestOf<typeof contract.refreshKpiPeriod>,
): Promise<Opened> {
  const period = await requireOpenPeriod(tx, actor, periodId)
  await requirePlace(tx, actor, period.communityId)
  return fill(tx, actor, period)
}

/** A period of the company is for who works for all of it; one of a community for who sees all of that. */
export async function requirePlace(tx: Tx, actor: Actor, communityId: string | null): Promise<void> {
  if (communityId === null) return requireWholeCompany(actor)
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, communityId)
}

async function fill(tx: Tx, actor: Actor, period: Span): Promise<Opened> {
  const employeeIds = await makeCards(tx, actor, period)
  const fed = await feedPeriod(tx, actor, period)
  const { id: periodId, fromOn, toOn } = period
  const communityId = period.communityId ?? undefined
  const accountIds = await accountsOf(tx, actor, employeeIds)
  for (let start = 0; start < accountIds.length; start += ACCOUNTS_PER_EVENT) {
    const some = accountIds.slice(start, start + ACCOUNTS_PER_EVENT)
    await publish(tx, scorecardsOpened, { communityId, periodId, fromOn, toOn, accountIds: some })
  }
  await publish(tx, kpiPeriodChanged, { communityId, periodId })
  return { ...(await readPeriod(tx, actor, periodId)), made: employeeIds.length, fed }
}

/** An event must fit into a notification of the database. */
const ACCOUNTS_PER_EVENT = 100

/** The cards that are missing, with their lines, in three statements however many employees. Answers whose they are. */
async function makeCards(tx: Tx, actor: Actor, period: Span): Promise<string[]> {
  const tenantId = tenantOf(actor)
  const { id: periodId, grain, fromOn, toOn } = period
  const { rows: fitting } = await sql<{ employeeId: string; schemeId: string }>`
    with recursive up as (
      select id as team_id, id as above from workforce.team where tenant_id = ${tenantId}
      union select u.team_id, t.parent_id from up u join workforce.team t on t.tenant_id = ${tenantId} and t.id = u.above where t.parent_id is not null)
    select e.id as "employeeId", s.id as "schemeId" from workforce.employee e cross join lateral (
      select k.id from workforce.kpi_scheme k where k.tenant_id = e.tenant_id and k.active and k.grain = ${grain}
        and k.effective_from <= ${toOn}::date and (k.effective_to is null or k.effective_to >= ${fromOn}::date)
        and (cardinality(k.post_ids) = 0 or e.post_id = any (k.post_ids))
        and (cardinality(k.team_ids) = 0 or exists (select 1 from up where up.team_id = e.team_id and up.above = any (k.team_ids)))
      order by cardinality(k.post_ids) = 0, cardinality(k.team_ids) = 0, k.effective_from desc, k.id limit 1) s
    where e.tenant_id = ${tenantId} and ${employedWithin(period)} and ${withoutCard(period)}
    order by e.number, e.id`.execute(workforce(tx))
  if (fitting.length === 0) return []
  const { rows: cards } = await sql<{ id: string; employeeId: string }>`
    insert into workforce.scorecard (tenant_id, id, period_id, employee_id, team_id, community_id, grain, from_on, to_on,
      scheme_id, scheme_name, scheme_version, bands)
    select e.tenant_id, f.id, ${periodId}::uuid, e.id, e.team_id, e.community_id, ${grain}, ${fromOn}::date, ${toOn}::date, k.id, k.name, k.version, k.bands
    from unnest(${fitting.map(() => newId())}::uuid[], ${fitting.map(each => each.employeeId)}::uuid[],
      ${fitting.map(each => each.schemeId)}::uuid[]) as f(id, employee_id, scheme_id)
    join workforce.employee e on e.tenant_id = ${tenantId} and e.id = f.employee_id
    join workforce.kpi_scheme k on k.tenant_id = e.tenant_id and k.id = f.scheme_id
    on conflict do nothing returning id, employee_id as "employeeId"`.execute(workforce(tx))
  await sql`insert into workforce.scorecard_line (tenant_id, scorecard_id, id, employee_id, community_id, position, name, source, rule, direction,
      target, threshold, floor, steps, weight, cap)
    select c.tenant_id, c.id, gen_random_uuid(), c.employee_id, c.community_id, i.position, i.name, i.source, i.rule, i.direction,
      i.target, i.threshold, i.floor, i.steps, i.weight, i.cap
    from workforce.scorecard c join workforce.kpi_indicator i on i.tenant_id = c.tenant_id and i.scheme_id = c.scheme_id
    where c.tenant_id = ${tenantId} and c.id = any (${cards.map(card => card.id)}::uuid[])`.execute(workforce(tx))
  return cards.map(card => card.employeeId)
}
