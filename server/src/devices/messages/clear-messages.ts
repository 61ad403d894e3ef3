import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import { defineCron } from '../../platform/cron/define-cron.ts'
import type { Tx } from '../../platform/db.ts'
import { devices } from '../tables.ts'

const KEPT_DAYS = 180

/** Messages that were decided half a year ago go: what they brought stands where it belongs. */
export const clearMessages = defineCron('devices.clearMessages', { daily: '03:40' }, async (tx: Tx, actor: Actor) => {
  await devices(tx)
    .deleteFrom('devices.message')
    .where('tenantId', '=', tenantOf(actor))
    .where('decidedAt', '<', new Date(now().getTime() - KEPT_DAYS * 86_400_000))
    .execute()
})
