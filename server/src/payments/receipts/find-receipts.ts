import { sql } from 'kysely'
import { tenantOf } from '../../platform/actor.ts'
import type { SearchPart } from '../../platform/search.ts'
import { startsWith } from '../../platform/starts-with.ts'
import { payments } from '../tables.ts'

/** Receipts by their number or its beginning: AJHY-2026-000012. */
export const receiptSearch: SearchPart = {
  permission: 'payments.receipts.read',
  find: async (tx, actor, input) => {
    const number = input.text.normalize('NFKC').trim().toUpperCase()
    // A community's code, a dash and a digit at least: anything shorter is a room or a name.
    if (!/^[A-Z][A-Z0-9]{1,11}-\d[\d-]*$/.test(number)) return []
    const rows = await payments(tx)
      .selectFrom('payments.receipt as r')
      .innerJoin('registry.publicPremises as p', join =>
        join.onRef('p.tenantId', '=', 'r.tenantId').onRef('p.id', '=', 'r.premisesId'),
      )
      .select(['r.id', 'r.number', 'r.premisesId', 'p.label'])
      .where('r.tenantId', '=', tenantOf(actor))
      .where(startsWith(sql`r.number`, number))
      .$if(Boolean(input.communityId), query => query.where('r.communityId', '=', input.communityId ?? ''))
      .orderBy('r.number', 'desc')
      .limit(input.limit)
      .execute()
    return rows.map(row => ({
      kind: 'receipt',
      id: row.id,
      title: row.number,
      subtitle: row.label,
      premisesId: row.premisesId,
    }))
  },
}
