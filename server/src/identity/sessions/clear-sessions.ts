import { tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import { defineCron } from '../../platform/cron/define-cron.ts'
import { identity } from '../tables.ts'

const KEPT_DAYS = 90
const DAY_MS = 24 * 3600_000

/** Sessions that ended or expired three months ago are removed: address and device are personal data. */
export const clearSessions = defineCron('identity.clearSessions', { daily: '03:10' }, async (tx, actor) => {
  const before = new Date(now().getTime() - KEPT_DAYS * DAY_MS)
  await identity(tx)
    .deleteFrom('identity.session')
    .where('tenantId', '=', tenantOf(actor))
    .where(row => row.or([row('endedAt', '<', before), row('expiresAt', '<', before)]))
    .execute()
})
