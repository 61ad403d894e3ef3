import { sql } from 'kysely'
import { type Closing, type ClosingEntry, defineClosingCheck, defineClosingEntry } from '../../ledger/index.ts'
import type { Actor } from '../../platform/actor.ts'
import { tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { fenToYuan } from '../../platform/money.ts'
import type { CivilDate } from '../../platform/period.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { deferRevenue } from '../settings.ts'
import { billing } from '../tables.ts'
import { type Deferred, readDeferred } from './deferred-revenue.ts'

/** Net and tax, in fen. */
interface Amounts {
  netFen: bigint
  taxFen: bigint
}

/** Closing a month moves what belongs to later months out of its revenue, and what has become due into it (权责发生制, E54, E74). */
defineClosingEntry({ sourceKind: 'billing.revenue-deferred', propose, keep })

/**
 * Debit 6001 and 222101, credit 2205 and 222102 by the difference between what the lines say is for later months and what these accounts
 * hold already: so the entry of the next month gives back what has become due, and closing again after opening posts only what changed.
 * With the setting off, what is held is given back.
 */
async function propose(tx: Tx, actor: Actor, { communityId, lastDay }: Closing): Promise<ClosingEntry | null> {
  const isOn = await readSetting(tx, deferRevenue)
  const later = isOn ? await readDeferred(tx, actor, communityId, lastDay) : []
  const held = await heldOn(tx, actor, communityId, lastDay)
  const should = sumOf(later)
  const [net, tax] = [should.netFen - held.netFen, should.taxFen - held.taxFen]
  if (!isOn && net === 0n && tax === 0n) return null
  return {
    memo: '收入按服务期结转',
    later,
    postings: [
      { accountCode: '6001' as const, amountFen: net },
      { accountCode: '2205' as const, amountFen: -net },
      { accountCode: '222101' as const, amountFen: tax },
      { accountCode: '222102' as const, amountFen: -tax },
    ].filter(posting => posting.amountFen !== 0n),
  }
}

async function keep(tx: Tx, actor: Actor, { id, communityId }: Closing, { later }: ClosingEntry): Promise<void> {
  if (!(await readSetting(tx, deferRevenue))) return
  await billing(tx)
    .insertInto('billing.revenueDeferral')
    .values({ tenantId: tenantOf(actor), periodId: id, communityId, ...sumOf(later) })
    .execute()
}

/** Before the next month is closed: what the last closing deferred is what the lines and the ledger still say of its last day. */
defineClosingCheck(async (tx, actor, communityId) => {
  const last = await billing(tx)
    .selectFrom('billing.publicRevenueDeferral')
    .select('asOf')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .orderBy('asOf', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last?.asOf) return []
  const held = await heldOn(tx, actor, communityId, last.asOf)
  const should = sumOf(await readDeferred(tx, actor, communityId, last.asOf))
  if (held.netFen === should.netFen && held.taxFen === should.taxFen) return []
  return [`递延收入：总账 ${words(held)}，业务 ${words(should)}`]
})

function words({ netFen, taxFen }: Amounts): string {
  return `${fenToYuan(netFen)} + ${fenToYuan(taxFen)}`
}

function sumOf(months: readonly Deferred[]): Amounts {
  return months.reduce((sum, one) => ({ netFen: sum.netFen + one.netFen, taxFen: sum.taxFen + one.taxFen }), {
    netFen: 0n,
    taxFen: 0n,
  })
}

/** What 2205 and 222102 of a community hold at the end of a day, credit positive. */
async function heldOn(tx: Tx, actor: Actor, communityId: string, day: CivilDate): Promise<Amounts> {
  const { rows } = await sql<Amounts>`
    select coalesce(-sum(p.amount_fen) filter (where p.account_code = '2205'), 0)::bigint as net_fen,
      coalesce(-sum(p.amount_fen) filter (where p.account_code = '222102'), 0)::bigint as tax_fen
    from ledger.public_posting p
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.community_id = ${communityId}::uuid
      and p.account_code in ('2205', '222102') and p.posted_on <= ${day}::date`.execute(billing(tx))
  return rows[0] ?? { netFen: 0n, taxFen: 0n }
}
