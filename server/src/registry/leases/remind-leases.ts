import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import { defineCron } from '../../platform/cron/define-cron.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { leaseEnding } from '../events.ts'
import { leaseReminderDays } from '../settings.ts'
import { registry } from '../tables.ts'

interface Ending {
  leaseId: string
  communityId: string
  daysLeft: number
  staffId: string | null
}

/**
 * Tells once of each lease of a home or space that ends within the days of the setting by itself, with nothing signed that goes on from
 * it; how often this runs, and whether days were missed, does not matter.
 */
export async function remindLeases(tx: Tx, actor: Actor): Promise<void> {
  const days = await readSetting(tx, leaseReminderDays)
  const ending = (table: 'lease' | 'space_lease', signed: ReturnType<typeof sql>, staff: ReturnType<typeof sql>) =>
    sql<Ending>`
    update ${sql.table(`registry.${table}`)} l set reminded_on = ${today()}::date
    where l.tenant_id = ${tenantOf(actor)} and l.reminded_on is null and l.ended_on is null and ${signed}
      and l.to_on between ${today()}::date and ${today()}::date + ${days}::int
      and not exists (select 1 from ${sql.table(`registry.${table}`)} l2 where l2.tenant_id = l.tenant_id and l2.renews_id = l.id
        and (l2.ended_on is null or l2.ended_on >= l2.from_on) and ${renews(table)})
    returning l.id as lease_id, l.community_id, l.to_on - ${today()}::date as days_left, ${staff} as staff_id`.execute(
      registry(tx),
    )
  const working = sql`(select s.id from identity.public_staff s where s.tenant_id = l.tenant_id and s.id = l.staff_id and s.state = 'active')`
  const homes = await ending('lease', sql`l.signed_on is not null`, working)
  const spaces = await ending('space_lease', sql`true`, sql`null::uuid`)
  for (const row of homes.rows) await publish(tx, leaseEnding, { ...row, kind: 'home' })
  for (const row of spaces.rows) await publish(tx, leaseEnding, { ...row, kind: 'space' })
}

/** A draft of a renewal is none yet. */
function renews(table: 'lease' | 'space_lease') {
  return table === 'lease' ? sql`l2.signed_on is not null` : sql`true`
}

/** Every morning, when the office opens. */
export const remindOfLeases = defineCron('registry.remindOfLeases', { daily: '08:10' }, remindLeases)
