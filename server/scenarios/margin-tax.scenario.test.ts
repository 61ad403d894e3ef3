import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listTaxes } from '../src/analytics/reports/movements/taxes-view.ts'
import { readReconciliation } from '../src/analytics/reports/reconciliation/reconciliation-view.ts'
import { approveRequest } from '../src/approvals/requests/decide-request.ts'
import { voidBill } from '../src/billing/corrections/void-bill.ts'
import { addItemTax, editItem } from '../src/billing/items/edit-items.ts'
import { readItem } from '../src/billing/items/item-view.ts'
import { addPurchase, editPurchase, voidPurchase } from '../src/billing/purchases/edit-purchases.ts'
import { listPurchases } from '../src/billing/purchases/purchase-view.ts'
import { type MoneyWorld, makeMoneyWorld } from '../src/billing/testing/money-world.ts'
import { askWaiver } from '../src/billing/waivers/ask-waiver.ts'
import { closePeriod, reopenPeriod } from '../src/ledger/periods/close-period.ts'
import { previewClosing } from '../src/ledger/periods/preview-closing.ts'
import { setClock } from '../src/platform/clock.ts'
import { inTransaction } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import { addMonths } from '../src/platform/period.ts'
import { verifyInvariants } from '../src/verify.ts'
import { cloneDatabase, type TestDatabase } from '../testing/database.ts'
import { asOwner } from '../testing/world.ts'

/** Water resold: a month owes tax of what was sold less what was bought, posted as it is closed (差额征税, E75; ADR 22). */
let database: TestDatabase
let world: MoneyWorld
let itemId = ''
beforeEach(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-01-01T02:00:00Z'))
  world = await makeMoneyWorld(database)
  itemId = await world.item('水费', { category: 'utility' })
  await tax({ regime: 'margin', ratePercent: '3', effectiveFrom: '2020-01-01' })
  // 58.65 a month, as E20; E75 in fen: sold 5865, bought 5200.
  await world.charge('水费', '58.65', '2026-01-01')
})
afterEach(async () => {
  setClock(null)
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
  await database.drop()
})

type Tax = Parameters<typeof addItemTax>[2]
const tax = (change: Partial<Tax>) =>
  world.as((tx, actor) =>
    addItemTax(tx, actor, {
      ...{ id: newId(), itemId, legalEntityId: null, taxCode: null, effectiveFrom: '2026-01-01', ratePercent: '3' },
      ...change,
    }),
  )
const buy = (month: string, amountFen: bigint, reference = newId().slice(-12)) =>
  world.as((tx, actor) =>
    addPurchase(tx, actor, {
      ...{ id: newId(), communityId: world.communityId, itemId, month, amountFen, reference },
      ...{ supplier: '杭州水务', note: '' },
    }),
  )
const close = (month: string, id = newId()) =>
  world.as((tx, actor) => closePeriod(tx, actor, { id, communityId: world.communityId, month }))
const preview = (month: string) =>
  world.as((tx, actor) => previewClosing(tx, actor, { communityId: world.communityId, month }))
const bill = async (month: string) => {
  world.at(`${month}-01`)
  await world.bill(month)
}
const closeAfter = (month: string, id?: string) => {
  world.at(`${addMonths(month, 1)}-02`)
  return close(month, id)
}
const taxes = (change: object = {}) =>
  world.as((tx, actor) =>
    listTaxes(tx, actor, {
      communityId: world.communityId,
      from: '2026-01',
      to: '2026-12',
      by: 'rate',
      limit: 50,
      ...change,
    }),
  )
async function posted(): Promise<bigint[]> {
  const rows = await asOwner<{ fen: string }>(
    database,
    `select (-p.amount_fen)::text as fen from ledger.public_posting p
     where p.source_kind = 'billing.margin-taxed' and p.account_code = '222101' order by p.posted_on, p.amount_fen desc`,
  )
  return rows.map(row => BigInt(row.fen))
}

describe('water that is resold', () => {
  it('E75: sold 58.65, bought 52.00: lines bear no tax, the month 0.19, shown before it is closed', async () => {
    await bill('2026-01')
    const lines = await asOwner(
      database,
      'select tax_rate_percent::text as rate, tax_fen::int as fen, tax_basis from billing.bill_line',
    )
    expect(lines).toEqual([{ rate: '0.000000', fen: 0, tax_basis: 'margin' }])
    expect((await world.balances()).get('222101') ?? 0n).toBe(0n)
    await buy('2026-01', 52_00n)
    world.at('2026-02-02')
    expect((await preview('2026-01')).entries.at(-1)).toMatchObject({
      sourceKind: 'billing.margin-taxed',
      margins: [
        { itemName: '水费', month: '2026-01', soldFen: 58_65n, boughtFen: 52_00n, carriedFen: 0n, taxFen: 19n },
      ],
      postings: [
        { accountCode: '6001', debitFen: 19n, creditFen: 0n },
        { accountCode: '222101', debitFen: 0n, creditFen: 19n },
      ],
    })
    await close('2026-01')
    expect(await posted()).toEqual([19n])
    expect((await world.balances()).get('6001')).toBe(-58_46n)
    const report = await taxes()
    expect(report.items).toMatchObject([
      { name: 'margin', grossFen: 58_65n, netFen: 58_46n, taxFen: 19n, lineCount: 1 },
    ])
    expect((await taxes({ by: 'item' })).items).toMatchObject([{ name: '水费', taxFen: 19n }])
    const checks = await world.as((tx, actor) =>
      readReconciliation(tx, actor, { communityId: world.communityId, asOf: '2026-02-02' }),
    )
    expect(checks.items.filter(check => check.broken.length > 0)).toEqual([])
    expect(checks.items.map(check => check.key)).toContain('margin')
  })

  it('never owes less than nothing; what was bought beyond goes on to later months', async () => {
    await bill('2026-01')
    await buy('2026-01', 100_00n)
    await closeAfter('2026-01')
    expect(await posted()).toEqual([])
    await bill('2026-02')
    await buy('2026-02', 10_00n)
    await closeAfter('2026-02')
    // 58.65 − 10.00 − 41.35 left of January: 7.30 at 3 %.
    expect(await posted()).toEqual([21n])
  })

  it('counts what was waived and taken back as not sold, in their months', async () => {
    await bill('2026-01')
    const { bills } = await world.household()
    const boss = await world.tenant.staff({ name: '王经理' })
    const asked = await world.as((tx, actor) =>
      askWaiver(tx, actor, {
        ...{ id: newId(), premisesId: world.premisesId, billIds: [bills[0]?.id ?? ''], kind: 'waiver' },
        ...{ scope: 'principal', percent: null, amountFen: 18_65n, reason: '漏水', photoIds: [] },
      }),
    )
    await inTransaction(database.db, boss, tx =>
      approveRequest(tx, boss, { requestId: asked.requestId ?? '', version: 1, note: '' }),
    )
    await closeAfter('2026-01')
    // 40.00 at 3 %.
    expect(await posted()).toEqual([1_17n])
    await bill('2026-02')
    const second = (await world.household()).bills.find(one => one.cycleStart === '2026-02-01')
    await world.as((tx, actor) => voidBill(tx, actor, { billId: second?.id ?? '', reason: '免收', forGood: true }))
    await closeAfter('2026-02')
    expect(await posted()).toEqual([1_17n])
  })

  it('posts what changed when a month is opened and closed again, and several months at once each by itself', async () => {
    await bill('2026-01')
    const january = newId()
    await closeAfter('2026-01', january)
    expect(await posted()).toEqual([1_71n])
    await expect(buy('2026-01', 52_00n)).rejects.toMatchObject({ code: 'ledger.month_closed' })
    await world.as((tx, actor) => reopenPeriod(tx, actor, { periodId: january, reason: '补录发票' }))
    await buy('2026-01', 52_00n)
    await bill('2026-02')
    await buy('2026-02', 70_00n)
    await bill('2026-03')
    await buy('2026-03', 20_00n)
    await closeAfter('2026-03')
    // 0.19 of January, nothing of February, and of March 58.65 − 20.00 − 11.35 = 27.30: 0.80; 1.71 was posted before.
    expect(await posted()).toEqual([1_71n, -72n])
    expect(
      await asOwner(
        database,
        'select month, carried_fen::int as carried, tax_fen::int as tax from billing.public_margin_tax order by month',
      ),
    ).toEqual([
      { month: '2026-01', carried: 0, tax: 19 },
      { month: '2026-02', carried: 0, tax: 0 },
      { month: '2026-03', carried: 11_35, tax: 80 },
    ])
  })

  it('goes over to another tax from a day on; drafts made before are issued with that of their day', async () => {
    await tax({ effectiveFrom: '2026-02-01', ratePercent: '9', regime: 'full' })
    await bill('2026-01')
    await bill('2026-02')
    const lines = await asOwner(
      database,
      'select l.tax_fen::int as fen, l.tax_basis from billing.bill_line l order by l.segment_start',
    )
    expect(lines).toEqual([
      { fen: 0, tax_basis: 'margin' },
      { fen: 4_84, tax_basis: null },
    ])
    await closeAfter('2026-02')
    expect(await posted()).toEqual([1_71n])
  })
})

describe('purchases', () => {
  it('are of items on the margin, each invoice once, changed from the version that was read', async () => {
    const other = await world.item('电费')
    await expect(
      world.as((tx, actor) =>
        addPurchase(tx, actor, {
          ...{ id: newId(), communityId: world.communityId, itemId: other, month: '2026-01', amountFen: 1n },
          ...{ reference: '1', supplier: '国网', note: '' },
        }),
      ),
    ).rejects.toMatchObject({ code: 'billing.item_not_on_margin' })
    const first = await buy('2026-01', 52_00n, '26332000000001')
    await expect(buy('2026-02', 1n, '26332000000001')).rejects.toMatchObject({ code: 'billing.purchase_taken' })
    const facts = { month: '2026-02', supplier: '杭州水务', reference: '26332000000001', amountFen: 53_00n, note: '' }
    const edit = (version: number) =>
      world.as((tx, actor) => editPurchase(tx, actor, { purchaseId: first.id, version, ...facts }))
    expect(await edit(1)).toMatchObject({ month: '2026-02', amountFen: 53_00n, version: 2, createdByName: '李收费' })
    await expect(edit(1)).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
    const list = (change: object = {}) =>
      world.as((tx, actor) => listPurchases(tx, actor, { communityId: world.communityId, limit: 9, ...change }))
    expect(await list()).toMatchObject({ total: 1, sums: { amountFen: 53_00n } })
    await world.as((tx, actor) => voidPurchase(tx, actor, { purchaseId: first.id, version: 2, reason: '重复' }))
    await expect(edit(3)).rejects.toMatchObject({ code: 'billing.purchase_void' })
    expect(await list({ state: 'void' })).toMatchObject({ total: 1, sums: { amountFen: 0n } })
    expect(await buy('2026-01', 52_00n, '26332000000001')).toMatchObject({ monthClosed: false })
    const scoped = await world.tenant.staff({ communityIds: [newId()] })
    await expect(
      inTransaction(database.db, scoped, tx => listPurchases(tx, scoped, { communityId: world.communityId, limit: 9 })),
    ).resolves.toMatchObject({ total: 0 })
  })

  it('only what is sold as revenue is taxed by its margin', async () => {
    const deposit = await world.item('押金', { category: 'deposit', refundable: true })
    const margin = { id: newId(), legalEntityId: null, taxCode: null, effectiveFrom: '2026-01-01', ratePercent: '3' }
    await expect(
      world.as((tx, actor) => addItemTax(tx, actor, { ...margin, itemId: deposit, regime: 'margin' })),
    ).rejects.toMatchObject({ code: 'billing.margin_not_sale' })
    const item = await world.as((tx, actor) => readItem(tx, actor, itemId))
    const { name, category, priority, collectedBy, active, version } = item
    const facts = { name, category, priority, collectedBy, active, version, refundable: false }
    await expect(
      world.as((tx, actor) => editItem(tx, actor, { itemId, ...facts, treatment: 'agency' })),
    ).rejects.toMatchObject({ code: 'billing.margin_not_sale' })
  })
})
