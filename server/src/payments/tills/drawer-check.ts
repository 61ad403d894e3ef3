import { sql } from 'kysely'
import { defineClosingCheck } from '../../ledger/index.ts'
import { tenantOf } from '../../platform/actor.ts'
import { fenToYuan } from '../../platform/money.ts'
import { payments } from '../tables.ts'

/** Before a month is closed: 1001 is what the drawers should hold and what is on its way between two cashiers, to the fen. */
defineClosingCheck(async (tx, actor, communityId) => {
  const { rows } = await sql<{ ledger: bigint; drawers: bigint; transit: bigint }>`
    select coalesce((select sum(p.amount_fen) from ledger.public_posting p where p.tenant_id = ${tenantOf(actor)}::uuid
        and p.community_id = ${communityId}::uuid and p.account_code = '1001'), 0)::bigint as ledger,
      coalesce(sum(d.amount_fen) filter (where d.part <> 'transit'), 0)::bigint as drawers,
      coalesce(sum(d.amount_fen) filter (where d.part = 'transit'), 0)::bigint as transit
    from payments.public_drawer_cash d
    where d.tenant_id = ${tenantOf(actor)}::uuid and d.community_id = ${communityId}::uuid`.execute(payments(tx))
  const [row] = rows
  if (!row || row.ledger === row.drawers + row.transit) return []
  const { ledger, drawers, transit } = row
  return [`库存现金 1001：总账 ${fenToYuan(ledger)}，各钱箱应有 ${fenToYuan(drawers)}，交班在途 ${fenToYuan(transit)}`]
})
