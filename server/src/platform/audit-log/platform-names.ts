import { sql } from 'kysely'
import { type NameSources, namedBy } from '../record-names.ts'

/** What the platform's records are called in the audit log; an export is seen by who asked for it. */
export const platformNames: NameSources = {
  export: namedBy('platform.export', null, sql`r.name`),
  file: namedBy('platform.file', 'platform.files.read', sql`r.name`),
}
