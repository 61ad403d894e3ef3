import { type SqlBool, sql } from 'kysely'
import { tenantOf } from '../../platform/actor.ts'
import type { SearchPart } from '../../platform/search.ts'
import { billing } from '../tables.ts'
import { billNumber, serialsOf } from './bill-number.ts'

/** Bills by their number or its beginning: ZD00001234, ZD000012. */
export const billSearch: SearchPart = {
  permission: 'billing.bills.read',
  find: async (tx, actor, input) => {
    const serials = serialsOf(input.text)
    if (serials === null) return []
    const rows = await billing(tx)
      .selectFrom('billing.bill as b')
      .innerJoin('registry.publicPremises as p', join =>
        join.onRef('p.tenantId', '=', 'b.tenantId').onRef('p.id', '=', 'b.premisesId'),
      )
      .innerJoin('billing.chargeItem as i', join =>
        join.onRef('i.tenantId', '=', 'b.tenantId').onRef('i.id', '=', 'b.itemId'),
      )
      .select(['b.id', 'b.serial', 'b.premisesId', 'p.label', 'b.payerName', 'i.name as itemName'])
      .where('b.tenantId', '=', tenantOf(actor))
      .where(sql<SqlBool>`b.serial between ${serials.least} and ${serials.most}`)
      .$if(Boolean(input.communityId), query => query.where('b.communityId', '=', input.communityId ?? ''))
      .orderBy('b.serial')
      .limit(input.limit)
      .execute()
    return rows.map(row => ({
      kind: 'bill',
      id: row.id,
      title: billNumber(row.serial),
      subtitle: [row.label, row.payerName, row.itemName].filter(Boolean).join(' · '),
      premisesId: row.premisesId,
    }))
  },
}
