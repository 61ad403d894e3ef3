import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { workforce } from '../tables.ts'
import { halvesOf, type LeaveEntry } from './balance.ts'

/** Grants and use of some employees, newest first; use with the first day of leave that it is for. */
export async function entriesOf(tx: Tx, actor: Actor, employeeIds: readonly string[]) {
  if (employeeIds.length === 0) return []
  return workforce(tx)
    .selectFrom('workforce.leaveEntry as n')
    .leftJoin('workforce.leave as l', join =>
      join.onRef('l.tenantId', '=', 'n.tenantId').onRef('l.id', '=', 'n.leaveId'),
    )
    .select(['n.id', 'n.employeeId', 'n.at', 'n.validUntil', 'n.reason', 'n.actorName', 'n.leaveId'])
    .select([
      sql<string>`trim_scale(n.days)::text`.as('days'),
      sql<'annual' | 'compensatory'>`n.kind`.as('kind'),
      sql<string | null>`coalesce(n.used_on, l.from_on)`.as('usedOn'),
      sql<string>`to_char(n.at at time zone 'Asia/Shanghai', 'YYYY')`.as('year'),
    ])
    .where('n.tenantId', '=', tenantOf(actor))
    .where('n.employeeId', 'in', employeeIds)
    .orderBy('n.at', 'desc')
    .orderBy('n.id', 'desc')
    .execute()
}

type Row = Awaited<ReturnType<typeof entriesOf>>[number]

/** The entries of a kind, to be counted. */
export function countedOf(rows: readonly Row[], kind: Row['kind']): LeaveEntry[] {
  return rows
    .filter(row => row.kind === kind)
    .map(({ days, validUntil, at, leaveId, usedOn }) => ({ halves: halvesOf(days), validUntil, at, leaveId, usedOn }))
}
