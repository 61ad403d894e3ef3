import { sql } from 'kysely'
import { type NameSources, namedBy } from '../platform/record-names.ts'

/** What the metering's records are called in the audit log. */
export const meteringNames: NameSources = {
  meter: namedBy('metering.meter', 'metering.meters.read', sql`r.code`),
  reading: namedBy(
    'metering.reading',
    'metering.readings.read',
    sql`concat_ws(' · ', (select m.code from metering.meter m where m.tenant_id = r.tenant_id and m.id = r.meter_id), r.read_on)`,
  ),
  readingRoute: namedBy('metering.readingRoute', 'metering.readings.read', sql`r.name`),
  readingRound: namedBy('metering.readingRound', 'metering.readings.read', sql`r.month`),
}
