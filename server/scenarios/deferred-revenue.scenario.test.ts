import { describe, expect, it } from 'vitest'
import { voidBill } from '../src/billing/corrections/void-bill.ts'
import { createDiscount } from '../src/billing/discounts/edit-discounts.ts'
import { issueBillRun, startBillRun } from '../src/billing/index.ts'
import { addRuleVersion } from '../src/billing/rules/add-rule-version.ts'
import {
  approveBy,
  decideForCompany,
  type FreshWorld,
  inFreshWorlds,
  taxItem,
} from '../src/billing/testing/fresh-world.ts'
import type { MoneyWorld } from '../src/billing/testing/money-world.ts'
import { askWaiver } from '../src/billing/waivers/ask-waiver.ts'
import { reopenPeriod } from '../src/ledger/periods/close-period.ts'
import { listPeriods } from '../src/ledger/periods/period-view.ts'
import { newId } from '../src/platform/ids.ts'
import { addMonths, monthRange } from '../src/platform/period.ts'
import { verifyInvariants } from '../src/verify.ts'
import type { TestDatabase } from '../testing/database.ts'
import { asOwner } from '../testing/world.ts'
import { closeMonth, closeMonths, movedByMonth, previewMonth, reconcilesOn, sumOfMonths } from './closing-months.ts'

/** Revenue over months: what closing a month leaves for later ones, through the verbs (E54, E74). */
let database: TestDatabase
let world: MoneyWorld
let fresh: FreshWorld
inFreshWorlds(made => {
  fresh = made
  world = made.world
  database = made.database
})

const close = (month: string, id?: string) => closeMonth(fresh, month, id)
const preview = (month: string) => previewMonth(fresh, month)
const dayAfter = (month: string) => `${addMonths(month, 1)}-02`
const months = (from: string, count: number) =>
  Array.from({ length: count - 1 }).reduce<string[]>(all => [...all, addMonths(all.at(-1) ?? '', 1)], [from])

const moved = (accountCode: string) => movedByMonth(fresh, accountCode)
const closeAll = (from: string, count: number) => closeMonths(fresh, from, addMonths(from, count - 1))
const tax = (itemName: string, ratePercent = '6') => taxItem(fresh, itemName, ratePercent)
const reconciles = (asOf: string) => reconcilesOn(fresh, asOf)
const sum = sumOfMonths

describe('closing a month', () => {
  it('E74: a year billed at once at 6 %: 2883.40 and 173.00, eleven months of 240.28 and 14.42, the last of 240.32 and 14.38', async () => {
    await world.charge('物业费', '254.70', '2026-01-01', { cycleMonths: 12 })
    await tax('物业费')
    await world.bill('2026-01')
    await world.take(3056_40n)
    const [net, inside] = [
      (index: number) => (index < 11 ? 240_28n : 240_32n),
      (index: number) => (index < 11 ? 14_42n : 14_38n),
    ]
    world.at('2026-02-02')
    const shown = await preview('2026-01')
    expect(shown.problems).toEqual([])
    expect(shown.entries).toMatchObject([
      {
        sourceKind: 'billing.revenue-deferred',
        postings: [
          { accountCode: '6001', debitFen: 2643_12n, creditFen: 0n },
          { accountCode: '2205', accountName: '合同负债（未到期服务）', debitFen: 0n, creditFen: 2643_12n },
          { accountCode: '222101', debitFen: 158_58n },
          { accountCode: '222102', creditFen: 158_58n },
        ],
        later: months('2026-02', 11).map((month, index) => ({
          month,
          netFen: net(index + 1),
          taxFen: inside(index + 1),
        })),
      },
    ])
    await closeAll('2026-01', 12)
    const all = months('2026-01', 12)
    expect(await moved('6001')).toEqual(Object.fromEntries(all.map((month, index) => [month, net(index)])))
    expect(await moved('222101')).toEqual(Object.fromEntries(all.map((month, index) => [month, inside(index)])))
    expect([sum(await moved('2205')), sum(await moved('222102'))]).toEqual([0n, 0n])
    await reconciles('2026-06-15')
    expect([sum(await moved('6001')), sum(await moved('222101'))]).toEqual([2883_40n, 173_00n])
  })

  it('E74: the last line takes what is left, too, where the rate is known only when drafts are issued, and a red line mirrors it', async () => {
    await world.charge('物业费', '254.70', '2026-01-01', { cycleMonths: 12 })
    const { communityId } = world
    const billRunId = newId()
    await world.as((tx, actor) =>
      startBillRun(tx, actor, { id: billRunId, communityId, from: '2026-01', to: '2026-01' }),
    )
    await world.settle()
    await tax('物业费')
    await world.as((tx, actor) => issueBillRun(tx, actor, { billRunId }))
    await world.settle()
    const taxes = (sign: '+' | '-') =>
      asOwner<{ fen: string }>(
        database,
        `select tax_fen::text as fen from billing.bill_line where amount_fen * ${sign}1 > 0 order by segment_start`,
      ).then(rows => rows.map(row => row.fen))
    expect(await taxes('+')).toEqual([...Array(11).fill('1442'), '1438'])
    const [bill] = (await world.household()).bills
    await world.as((tx, actor) => voidBill(tx, actor, { billId: bill?.id ?? '', reason: '重开', forGood: true }))
    expect(await moved('222101')).toEqual({})
    expect(await moved('6001')).toEqual({})
  })

  it('E54: thirteen months paid at once for twelve: 235.11 each, 235.08 the last, though bills are posted month by month', async () => {
    await world.charge('物业费', '254.70', '2026-01-01')
    await world.bill('2026-01', '2027-01')
    await world.as((tx, actor) =>
      createDiscount(tx, actor, {
        ...{ id: newId(), communityId: world.communityId, name: '交12免1', kind: 'prepay', itemIds: null },
        ...{ versions: [{ effectiveFrom: '2025-01-01', percent: '92.3077', capYuan: null }], maxMonths: null },
        ...{ minMonths: 13, untilOn: null, needsEvidence: false },
      }),
    )
    await world.take(3056_40n, { discountFen: 254_70n })
    await closeAll('2026-01', 13)
    const all = months('2026-01', 13)
    expect(await moved('6001')).toEqual(
      Object.fromEntries(all.map((month, index) => [month, index < 12 ? 235_11n : 235_08n])),
    )
    expect(sum(await moved('2205'))).toBe(0n)
  })

  it('over fourteen months, what is recognised is what was billed, less what was waived', async () => {
    await world.charge('物业费', '254.70', '2026-01-01', { cycleMonths: 3 })
    await world.charge('车位费', '300.01', '2026-02-01', { cycleMonths: 6, premisesId: world.besideId })
    await tax('物业费')
    await tax('车位费', '9')
    const billed = { net: 0n, tax: 0n }
    for (const month of months('2026-01', 14)) {
      world.at(`${month}-01`)
      await world.bill(month)
      world.at(dayAfter(month))
      await close(month)
      await reconciles(monthRange(month).to)
    }
    const [lines] = await asOwner<{ gross: string; tax: string }>(
      database,
      'select sum(amount_fen)::text as gross, sum(tax_fen)::text as tax from billing.bill_line',
    )
    billed.tax = BigInt(lines?.tax ?? '0')
    billed.net = BigInt(lines?.gross ?? '0') - billed.tax
    const revenue = await moved('6001')
    const held = [sum(await moved('2205')), sum(await moved('222102'))]
    expect([sum(revenue) + (held[0] ?? 0n), sum(await moved('222101')) + (held[1] ?? 0n)]).toEqual([
      billed.net,
      billed.tax,
    ])
    // 720.85 a quarter of the flat, in the last month a fen more than 240.28; 1651.43 half a year of the parking space, in the last a fen less.
    const flat = (index: number) => (index % 3 === 2 ? 240_29n : 240_28n)
    const space = (index: number) => (index === 0 ? 0n : index % 6 === 0 ? 275_23n : 275_24n)
    expect(Object.values(revenue)).toEqual(Array.from({ length: 14 }, (_, index) => flat(index) + space(index)))
    // Of March 2027 a month of the flat, of the space five of its third half year.
    expect(held).toEqual([240_29n + 4n * 275_24n + 275_23n, 14_41n + 4n * 24_77n + 24_78n])
  })

  it('takes a correction, a waiver and a void of deferred lines into the months that they are for', async () => {
    await world.charge('物业费', '254.70', '2026-01-01', { cycleMonths: 12 })
    await world.charge('垃圾费', '10', '2026-01-01', { cycleMonths: 12, premisesId: world.besideId })
    await tax('物业费')
    await world.bill('2026-01')
    world.at('2026-02-02')
    await close('2026-01')
    expect((await moved('6001'))['2026-01']).toBe(240_28n + 10_00n)

    // The price falls to 200.00 from July on, and a run corrects what was issued; 垃圾费 is void for good; 20 % of the rest is waived.
    const [rule] = await asOwner<{ id: string }>(database, "select id from billing.rule where name = '物业费'")
    await world.as((tx, actor) =>
      addRuleVersion(tx, actor, {
        ...{ ruleId: rule?.id ?? '', id: newId(), effectiveFrom: '2026-07-01', unitPrice: '0', fixedAmount: '200' },
      }),
    )
    const runId = newId()
    const { communityId } = world
    await world.as((tx, actor) =>
      startBillRun(tx, actor, { id: runId, communityId, from: '2026-01', to: '2026-01', correctFrom: '2026-01' }),
    )
    await world.settle()
    await world.as((tx, actor) => issueBillRun(tx, actor, { billRunId: runId }))
    await world.settle()
    const [waste] = (await world.household(undefined, world.besideId)).bills
    await world.as((tx, actor) => voidBill(tx, actor, { billId: waste?.id ?? '', reason: '免收', forGood: true }))
    world.at('2026-02-20')
    const bosses = [await world.tenant.staff({ name: '王总' }), await world.tenant.staff({ name: '李总' })]
    const owed = await world.household()
    const asked = await world.as((tx, actor) =>
      askWaiver(tx, actor, {
        ...{ id: newId(), premisesId: world.premisesId, billIds: owed.bills.map(bill => bill.id), kind: 'waiver' },
        ...{ scope: 'principal', percent: '20', amountFen: null, reason: '漏水', photoIds: [] },
      }),
    )
    await approveBy(fresh, asked.requestId, bosses)
    await closeAll('2026-02', 11)
    const lines = await asOwner<{ month: string; net: string }>(
      database,
      `select to_char(l.segment_start, 'YYYY-MM') as month, sum(l.amount_fen - coalesce(l.tax_fen, 0) - coalesce(
         (select sum(s.amount_fen - case when l.tax_rate_percent is null then 0 else
            s.amount_fen - round(s.amount_fen * 100 / (100 + l.tax_rate_percent)) end)
          from billing.settlement s where s.bill_line_id = l.id and s.source_kind = 'waiver'), 0))::text as net
       from billing.bill_line l group by 1 order by 1`,
    )
    const revenue = await moved('6001')
    // What January had been is what it was; what was corrected of it is of February, when it was known.
    const january = BigInt(lines[0]?.net ?? '0')
    expect(revenue['2026-01']).toBe(250_28n)
    expect(revenue['2026-02']).toBe(BigInt(lines[1]?.net ?? '0') + january - 250_28n)
    for (const { month, net } of lines.slice(2)) expect([month, revenue[month]]).toEqual([month, BigInt(net)])
    expect([sum(await moved('2205')), sum(await moved('222102'))]).toEqual([0n, 0n])
    // 200.00 a month at 6 %, less a fifth.
    expect(revenue['2026-12']).toBe(150_94n)
  })

  it('opened and closed again posts only the difference, and the screen finds the entry', async () => {
    await world.charge('物业费', '254.70', '2026-01-01', { cycleMonths: 12 })
    await world.bill('2026-01')
    world.at('2026-02-02')
    const [first, second] = [newId(), newId()]
    await close('2026-01', first)
    await expect(preview('2026-01')).rejects.toMatchObject({ code: 'ledger.month_closed' })
    await world.as((tx, actor) => reopenPeriod(tx, actor, { periodId: first, reason: '补记' }))
    expect((await preview('2026-01')).entries[0]?.postings).toEqual([])
    await world.charge('垃圾费', '10', '2026-01-01', { cycleMonths: 12 })
    await world.bill('2026-01')
    world.at('2026-02-03')
    await close('2026-01', second)
    expect(await moved('6001')).toEqual({ '2026-01': 264_70n })
    const list = await world.as((tx, actor) => listPeriods(tx, actor, { communityId: world.communityId, limit: 10 }))
    expect(list.items.find(one => one.month === '2026-01')?.closingEntries).toMatchObject([
      { sourceKind: 'billing.revenue-deferred', amountFen: 2801_70n },
      { sourceKind: 'billing.revenue-deferred', amountFen: 110_00n },
    ])
    await reconciles('2026-01-31')
  })

  it('with the setting off defers nothing, and gives back at once what is held', async () => {
    await world.charge('物业费', '254.70', '2026-01-01', { cycleMonths: 12 })
    await world.bill('2026-01')
    world.at('2026-02-02')
    await close('2026-01')
    await decideForCompany(fresh, 'billing.deferRevenue', false)
    world.at('2026-03-02')
    await close('2026-02')
    expect(await moved('6001')).toEqual({ '2026-01': 254_70n, '2026-02': 2801_70n })
    world.at('2026-04-02')
    expect((await preview('2026-03')).entries).toEqual([])
    await close('2026-03')
    // Months that were closed without it are caught up with the first that is closed with it.
    await decideForCompany(fresh, 'billing.deferRevenue', true, 1)
    world.at('2026-05-02')
    await close('2026-04')
    expect((await moved('6001'))['2026-04']).toBe(-254_70n * 8n)
    await reconciles('2026-02-28')
    await reconciles('2026-04-30')
  })

  it('leaves deposits, money of others and penalties alone, and says when a closed month does not hold any more', async () => {
    await world.item('押金', { refundable: true })
    await world.charge('押金', '500', '2026-01-01', { cycleMonths: 12 })
    await world.charge('物业费', '254.70', '2026-01-01', { cycleMonths: 12 })
    await world.bill('2026-01')
    world.at('2026-02-02')
    await close('2026-01')
    expect(await moved('2205')).toEqual({ '2026-01': 2801_70n })
    // Whose money an item is stays once it is billed: told otherwise past the product, the reports do not tie, and the month stays open.
    await asOwner(database, "update billing.charge_item set treatment = 'agency' where name = '物业费'")
    world.at('2026-03-02')
    await expect(close('2026-02')).rejects.toMatchObject({ code: 'ledger.does_not_tie' })
    await asOwner(database, "update billing.charge_item set treatment = 'revenue' where name = '物业费'")
    await close('2026-02')
    expect((await moved('6001'))['2026-02']).toBe(254_70n)
    const change = (fen: string) =>
      asOwner(
        database,
        `alter table billing.bill_line disable trigger user;
         update billing.bill_line set tax_fen = ${fen}, tax_rate_percent = 0 where segment_start = '2026-12-01' and amount_fen = 25470;
         alter table billing.bill_line enable trigger user`,
      )
    await change('1')
    world.at('2026-04-02')
    await expect(close('2026-03')).rejects.toMatchObject({ code: 'ledger.does_not_tie' })
    expect((await verifyInvariants(database.adminUrl)).join()).toContain('deferred')
    await change('0')
  })
})
