import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { type ReadableMeter, type ReadingGround, readingKey } from '../kinds/readings.ts'
import { imports } from '../tables.ts'
import type { StagedSheet } from '../workbook/mapping.ts'
import type { KnownThings } from '../workbook/plan-import.ts'

/** Meters and their readings; nothing is asked for a workbook without readings. */
export async function knownReadings(
  tx: Tx,
  actor: Actor,
  communityId: string,
  staged: readonly StagedSheet[],
): Promise<Pick<KnownThings, 'readings'>> {
  if (!staged.some(({ mapping }) => mapping.kind === 'readings' || mapping.kind === 'opening-readings')) return {}
  const where = sql`tenant_id = ${tenantOf(actor)} and community_id = ${communityId}`
  const meters = await sql<ReadableMeter & { code: string }>`
    select m.id, m.code, m.kind, m.state = 'retired' as retired, m.digits, m.decimals,
      exists (select from metering.public_reading r where r.tenant_id = m.tenant_id and r.meter_id = m.id and r.state = 'approved') as read
    from metering.public_meter m where m.tenant_id = ${tenantOf(actor)} and m.community_id = ${communityId}`.execute(
    imports(tx),
  )
  const known = await sql<{ code: string; readOn: string; value: string }>`
    select meter_code as code, read_on::text as "readOn", trim_scale(value)::text as value from metering.public_reading
    where ${where} and state <> 'rejected'`.execute(imports(tx))
  const ground: ReadingGround = {
    meters: new Map(meters.rows.map(({ code, ...meter }) => [code, meter])),
    known: new Map(known.rows.map(({ code, readOn, value }) => [readingKey(code, readOn), value])),
    today: today(),
  }
  return { readings: ground }
}
