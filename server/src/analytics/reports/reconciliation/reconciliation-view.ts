import type { analytics as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { analytics } from '../../tables.ts'
import { askReport } from '../ask-report.ts'
import { bothSums, CHECKS } from './checks.ts'

type Report = ResponseOf<typeof contract.readReconciliation>
type Check = Report['items'][number]

interface Sums {
  communityId: string
  communityName: string
  factsFen: bigint
  ledgerFen: bigint
}

/**
 * 对账: each check of the reports against the ledger until the end of a day, with both sums and their difference, and the communities
 * where they differ. A difference is a failed invariant of `verify`, too. Errors: platform.not_found.
 */
export async function readReconciliation(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.readReconciliation>,
): Promise<Report> {
  const { tenantId, communityId, asOf } = await askReport(tx, actor, input)
  const items: Check[] = []
  for (const check of CHECKS) {
    const { rows } = await sql<Sums>`
      select r.community_id, c.name as community_name, r.facts_fen, r.ledger_fen
      from (${sql.raw(bothSums(check, asOf))}) r
      join registry.public_community c on c.tenant_id = r.tenant_id and c.id = r.community_id
      where r.tenant_id = ${tenantId}::uuid and (${communityId}::uuid is null or r.community_id = ${communityId}::uuid)
      order by c.name`.execute(analytics(tx))
    items.push({ key: check.key as Check['key'], ...concluded(rows) })
  }
  return { items, asOf, holds: items.every(check => check.broken.length === 0) }
}

function concluded(rows: readonly Sums[]): Omit<Check, 'key'> {
  const sum = (of: (row: Sums) => bigint) => rows.reduce((total, row) => total + of(row), 0n)
  const [factsFen, ledgerFen] = [sum(row => row.factsFen), sum(row => row.ledgerFen)]
  const broken = rows
    .filter(row => row.factsFen !== row.ledgerFen)
    .map(row => ({ ...row, differenceFen: row.factsFen - row.ledgerFen }))
  return { factsFen, ledgerFen, differenceFen: factsFen - ledgerFen, communityCount: rows.length, broken }
}
