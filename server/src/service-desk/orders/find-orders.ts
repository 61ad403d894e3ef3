import { sql } from 'kysely'
import { tenantOf } from '../../platform/actor.ts'
import type { SearchPart } from '../../platform/search.ts'
import { startsWith } from '../../platform/starts-with.ts'
import { serviceDesk } from '../tables.ts'

const TITLE_MAX = 30

/** Work orders by their number or its beginning: WX20261123-0001. */
export const orderSearch: SearchPart = {
  permission: 'service-desk.orders.read',
  find: async (tx, actor, input) => {
    const number = input.text.normalize('NFKC').trim().toUpperCase()
    if (!/^WX\d[\d-]*$/.test(number)) return []
    const rows = await serviceDesk(tx)
      .selectFrom('serviceDesk.workOrder as o')
      .select(['o.id', 'o.number', 'o.place', 'o.description', 'o.premisesId'])
      .where('o.tenantId', '=', tenantOf(actor))
      .where(startsWith(sql`o.number`, number))
      .$if(Boolean(input.communityId), query => query.where('o.communityId', '=', input.communityId ?? ''))
      .orderBy('o.number', 'desc')
      .limit(input.limit)
      .execute()
    return rows.map(row => ({
      kind: 'order',
      id: row.id,
      title: row.number,
      subtitle: [row.place, row.description.slice(0, TITLE_MAX)].filter(Boolean).join(' · '),
      premisesId: row.premisesId,
    }))
  },
}
