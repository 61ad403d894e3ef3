import { sql } from 'kysely'
import { type NameSources, namedBy } from '../platform/record-names.ts'

/** What the ledger's records are called in the audit log. */
export const ledgerNames: NameSources = {
  legalEntity: namedBy('ledger.legalEntity', null, sql`r.name`),
  accountingMonth: namedBy('ledger.period', 'ledger.entries.read', sql`r.month`),
}
