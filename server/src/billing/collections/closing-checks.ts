import { type RawBuilder, sql } from 'kysely'
import { defineClosingCheck } from '../../ledger/index.ts'
import { tenantOf } from '../../platform/actor.ts'
import { fenToYuan } from '../../platform/money.ts'
import { billing } from '../tables.ts'

interface Difference {
  ledger: bigint
  facts: bigint
}

/** Before a month is closed: what bills, purses and deposits say is what the ledger says, of the whole community, to the fen. */
defineClosingCheck(async (tx, actor, communityId) => {
  const problems: string[] = []
  for (const { name, accounts, facts } of BOOKS) {
    const { rows } = await sql<Difference>`
      select coalesce((select sum(p.amount_fen) from ledger.public_posting p
          where p.tenant_id = ${tenantOf(actor)}::uuid and p.community_id = ${communityId}::uuid
            and p.account_code = any(${accounts})), 0)::bigint as ledger,
        coalesce((select sum(f.fen) from (${facts}) f
          where f.tenant_id = ${tenantOf(actor)}::uuid and f.community_id = ${communityId}::uuid), 0)::bigint as facts`.execute(
      billing(tx),
    )
    const [row] = rows
    if (row && row.ledger !== row.facts)
      problems.push(`${name}：总账 ${fenToYuan(row.ledger)}，业务 ${fenToYuan(row.facts)}`)
  }
  return problems
})

const BOOKS: { name: string; accounts: string[]; facts: RawBuilder<unknown> }[] = [
  {
    name: '应收账款',
    accounts: ['1122'],
    facts: sql`select tenant_id, community_id, amount_fen - settled_fen as fen from billing.bill where state = 'issued'`,
  },
  {
    name: '预存',
    accounts: ['2204'],
    facts: sql`select tenant_id, community_id, -balance_fen as fen from billing.purse`,
  },
  {
    name: '押金',
    accounts: ['224101'],
    facts: sql`select tenant_id, community_id, -held_fen as fen from billing.deposit
      union all select b.tenant_id, b.community_id, b.settled_fen - b.amount_fen from billing.bill b
        join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
        where b.state = 'issued' and b.kind <> 'opening' and i.treatment = 'deposit'`,
  },
  {
    name: '维修资金专户',
    accounts: ['100202'],
    facts: sql`select tenant_id, community_id, special_fen as fen from billing.public_fund_movement`,
  },
  ...(
    [
      ['代收款', '224102', 'agency'],
      ['公共收益', '224103', 'public'],
      ['维修资金', '224104', 'fund'],
    ] as const
  ).map(([name, account, kind]) => ({
    ...{ name, accounts: [account] },
    facts: sql`select tenant_id, community_id, -amount_fen as fen from billing.public_fund_due where kind = ${sql.lit(kind)}
      union all select tenant_id, community_id, -amount_fen from billing.public_fund_movement where kind = ${sql.lit(kind)}`,
  })),
]
