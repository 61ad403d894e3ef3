import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import { defineCron } from '../../platform/cron/define-cron.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { addDays, daysBetween } from '../../platform/period.ts'
import { REMINDER_DAYS, reminderDue } from '../employees/employee.ts'
import { certificateExpiring } from '../events.ts'
import { workforce } from '../tables.ts'

/**
 * Tells of certificates that expire in 60, 30 or 7 days, and of those that have: each once per step, however often this runs, and
 * once for the nearest step when days were missed. For employees of today, by cron each morning.
 */
export async function remindCertificates(tx: Tx, actor: Actor): Promise<void> {
  const day = today()
  const rows = await workforce(tx)
    .selectFrom('workforce.certificate as c')
    .innerJoin('workforce.employee as e', join =>
      join.onRef('e.tenantId', '=', 'c.tenantId').onRef('e.id', '=', 'c.employeeId'),
    )
    .innerJoin('workforce.team as t', join =>
      join.onRef('t.tenantId', '=', 'e.tenantId').onRef('t.id', '=', 'e.teamId'),
    )
    .leftJoin('workforce.employee as h', join =>
      join.onRef('h.tenantId', '=', 't.tenantId').onRef('h.id', '=', 't.headId'),
    )
    .select(['c.id', 'c.employeeId', 'c.communityId', 'c.validUntil', 'c.remindedDays', 'e.accountId'])
    .select('h.accountId as headAccountId')
    .where('c.tenantId', '=', tenantOf(actor))
    .where('c.removedAt', 'is', null)
    .where('c.validUntil', '<=', addDays(day, REMINDER_DAYS[0]))
    .where(sql<boolean>`(e.employed_to is null or e.employed_to >= ${day}::date)`)
    .orderBy('c.id')
    .forUpdate('c')
    .execute()
  const due = rows.flatMap(row => {
    const step = reminderDue(daysBetween(day, row.validUntil ?? day), row.remindedDays)
    return step === null ? [] : [{ ...row, step }]
  })
  if (due.length === 0) return
  await sql`update workforce.certificate c set reminded_days = r.step
    from unnest(${due.map(each => each.id)}::uuid[], ${due.map(each => each.step)}::int[]) as r(id, step)
    where c.tenant_id = ${tenantOf(actor)} and c.id = r.id`.execute(workforce(tx))
  for (const { id, employeeId, communityId, validUntil, accountId, headAccountId } of due) {
    await publish(tx, certificateExpiring, {
      ...{ certificateId: id, employeeId, communityId: communityId ?? undefined },
      daysLeft: daysBetween(day, validUntil ?? day),
      accountIds: [...new Set([accountId, headAccountId].filter(account => account !== null))],
    })
  }
}

/** Every morning, before the first shift of the office. */
export const remindOfCertificates = defineCron('workforce.remindOfCertificates', { daily: '07:30' }, remindCertificates)
