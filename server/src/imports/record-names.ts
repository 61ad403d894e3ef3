import { sql } from 'kysely'
import { type NameSources, namedBy } from '../platform/record-names.ts'

/** What imports are called in the audit log. */
export const importNames: NameSources = {
  import: namedBy('imports.import', 'imports.run', sql`r.file_name`),
  importTemplate: namedBy('imports.template', 'imports.run', sql`r.name`),
}
