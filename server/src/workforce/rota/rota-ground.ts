import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { addDays } from '../../platform/period.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { refuse } from '../errors.ts'
import { restHours } from '../settings.ts'
import { workforce } from '../tables.ts'
import type { ClashGround, Planned } from './clash.ts'

/** What clashes are looked for in: the employees, their duties and leave around these days. Unknown employees: not found. */
export async function readClashGround(
  tx: Tx,
  actor: Actor,
  employeeIds: readonly string[],
  days: { from: string; to: string },
  communityId: string | null,
): Promise<ClashGround> {
  const ids = [...new Set(employeeIds)]
  const employees = await readPlanned(tx, actor, ids)
  if (employees.length !== ids.length) throw platformRefuse.notFound()
  const duties = await workforce(tx)
    .selectFrom('workforce.duty')
    .select(['employeeId', 'day', 'shiftId', 'startsAt', 'endsAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('employeeId', 'in', ids)
    .where('day', '>=', addDays(days.from, -2))
    .where('day', '<=', addDays(days.to, 2))
    .execute()
  const restMinutes = 60 * (await readSetting(tx, restHours, { communityId }))
  return { employees, duties, leaves: await readLeaveDays(tx, actor, ids, days), restMinutes }
}

function readPlanned(tx: Tx, actor: Actor, ids: readonly string[]): Promise<Planned[]> {
  return workforce(tx)
    .selectFrom('workforce.employee as e')
    .innerJoin('workforce.post as p', join =>
      join.onRef('p.tenantId', '=', 'e.tenantId').onRef('p.id', '=', 'e.postId'),
    )
    .select(['e.id', 'e.name', 'e.employedFrom', 'e.employedTo', 'p.certificateKind'])
    .select(
      sql<
        (string | null)[]
      >`array(select c.valid_until::text from workforce.certificate c where c.tenant_id = e.tenant_id
        and c.employee_id = e.id and c.kind = p.certificate_kind and c.removed_at is null)`.as('certificateEnds'),
    )
    .where('e.tenantId', '=', tenantOf(actor))
    .where('e.id', 'in', ids)
    .execute()
}

export interface LeavePart {
  employeeId: string
  day: string
  part: 'day' | 'am' | 'pm'
}

/** The days of approved leave within some days, half days told apart. */
export async function readLeaveDays(
  tx: Tx,
  actor: Actor,
  employeeIds: readonly string[],
  days: { from: string; to: string },
): Promise<LeavePart[]> {
  if (employeeIds.length === 0) return []
  const { rows } = await sql<LeavePart>`
    select l.employee_id as "employeeId", d::date::text as day,
      case when d::date = l.from_on and l.from_part = 'pm' then 'pm' when d::date = l.to_on and l.to_part = 'am' then 'am' else 'day' end as part
    from workforce.leave l cross join lateral generate_series(greatest(l.from_on, ${days.from}::date), least(l.to_on, ${days.to}::date), interval '1 day') d
    where l.tenant_id = ${tenantOf(actor)} and l.state = 'approved' and l.employee_id = any (${[...employeeIds]}::uuid[])
      and l.from_on <= ${days.to}::date and l.to_on >= ${days.from}::date
    order by 1, 2`.execute(workforce(tx))
  return rows
}

/** Refuses to touch what stands in a month whose attendance is locked. */
export async function requireOpenMonths(
  tx: Tx,
  actor: Actor,
  teamIds: readonly string[],
  months: readonly string[],
): Promise<void> {
  const locked = await workforce(tx)
    .selectFrom('workforce.attendanceMonth')
    .select('month')
    .where('tenantId', '=', tenantOf(actor))
    .where('teamId', 'in', [...new Set(teamIds)])
    .where('month', 'in', [...new Set(months)])
    .executeTakeFirst()
  if (locked) throw refuse.monthLocked({ month: locked.month })
}
