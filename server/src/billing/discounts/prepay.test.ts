import { describe, expect, it } from 'vitest'
import { readReceiptById } from '../../payments/index.ts'
import { newId } from '../../platform/ids.ts'
import { askRefund } from '../refunds/ask-refund.ts'
import { readRefundable } from '../refunds/refundable-view.ts'
import { reversePayment } from '../refunds/reverse-payment.ts'
import { billing } from '../tables.ts'
import { approveBy, codeOf, type FreshWorld, inFreshWorlds } from '../testing/fresh-world.ts'
import type { MoneyWorld } from '../testing/money-world.ts'
import { createDiscount } from './edit-discounts.ts'
import { prepayDiscounts } from './prepay.ts'

/** Numbered examples of domain.md §1.4 about paying ahead, through the verbs. */
let world: MoneyWorld
let fresh: FreshWorld
inFreshWorlds(made => {
  fresh = made
  world = made.world
})

const offer = (percent: string, minMonths: number, change: object = {}) =>
  world.as((tx, actor) =>
    createDiscount(tx, actor, {
      ...{ id: newId(), communityId: world.communityId, name: `预缴${minMonths}`, kind: 'prepay', itemIds: null },
      ...{ versions: [{ effectiveFrom: '2025-01-01', percent, capYuan: null }], maxMonths: null, minMonths },
      ...{ untilOn: null, needsEvidence: false, ...change },
    }),
  )

describe('paying ahead', () => {
  it('E55: a year at 95 % costs 2903.58; 152.82 are booked as a discount beside the payment', async () => {
    await world.charge('物业费', '254.70', '2026-01-01', { cycleMonths: 12 })
    await world.bill('2026-01')
    const made = await offer('95', 12, { untilOn: '2026-01-31' })
    const household = await world.household()
    expect(household.prepayOffers).toEqual([
      {
        ...{ id: made.id, name: '预缴12', itemNames: ['物业费'], percent: '95', capYuan: null, minMonths: 12 },
        untilOn: '2026-01-31',
      },
    ])
    // Only all of it, only what it is, only with money.
    expect(await codeOf(world.take(2903_57n, { discountFen: 152_82n }))).toBe('billing.prepay_discount_wrong')
    expect(await codeOf(world.take(2903_57n, { discountFen: 152_83n }))).toBe('billing.prepay_discount_wrong')
    const lineIds = household.bills[0]?.lines.slice(0, 11).map(line => line.id) ?? []
    expect(await codeOf(world.take(2661_62n, { discountFen: 140_08n, lineIds }))).toBe('billing.prepay_discount_wrong')
    const sent = { id: newId(), billIds: household.bills.map(bill => bill.id), discountFen: 152_82n }
    const paid = await world.take(2903_58n, sent)
    expect(paid).toMatchObject({ amountFen: 2903_58n, discountFen: 152_82n, outstandingFen: 0n })
    expect(await world.take(2903_58n, sent)).toEqual(paid)
    const receipt = await world.as((tx, actor) => readReceiptById(tx, actor, { receiptId: paid.receiptId ?? '' }))
    expect(receipt.lines.map(line => line.words)).toEqual(['254.70元/月 × 12个月（预缴优惠152.82元：预缴12）'])
    expect(await codeOf(world.take(2903_58n, { ...sent, discountFen: undefined }))).toBe('payments.id_taken')
    const balances = await world.balances()
    expect(['1002', '1122', '6001'].map(code => balances.get(code) ?? 0n)).toEqual([2903_58n, 0n, -2903_58n])

    // In part it cannot be given back: who keeps the discount has paid ahead.
    const ask = (lines: { lineId: string; amountFen: bigint }[]) =>
      world.as((tx, actor) =>
        askRefund(tx, actor, {
          ...{ id: newId(), paymentId: sent.id, lines, method: 'cash', payeeName: '王小明', payeeAccount: '' },
          ...{ reason: '搬走', photoIds: [] },
        }),
      )
    const [first] = (await world.as((tx, actor) => readRefundable(tx, actor, { paymentId: sent.id }))).lines
    expect(await codeOf(ask([{ lineId: first?.lineId ?? '', amountFen: first?.leftFen ?? 0n }]))).toBe(
      'billing.refund_discounted',
    )

    // Taken back, all of it is owed again.
    await world.as((tx, actor) => reversePayment(tx, actor, { id: newId(), paymentId: sent.id, reason: '收错' }))
    expect((await world.household()).outstandingFen).toBe(3056_40n)
    expect((await world.balances()).get('6001')).toBe(-3056_40n)
  })

  it('given back as a whole, what was let off is owed again with it, in the ledger too', async () => {
    await world.charge('物业费', '254.70', '2026-01-01', { cycleMonths: 12 })
    await world.bill('2026-01')
    await offer('95', 12)
    const { bills } = await world.household()
    const id = newId()
    await world.take(2903_58n, { id, billIds: bills.map(bill => bill.id), discountFen: 152_82n })
    const { lines, discountFen } = await world.as((tx, actor) => readRefundable(tx, actor, { paymentId: id }))
    expect(discountFen).toBe(152_82n)
    const bosses = [await world.tenant.staff({ name: '王总' }), await world.tenant.staff({ name: '李总' })]
    const asked = await world.as((tx, actor) =>
      askRefund(tx, actor, {
        ...{ id: newId(), paymentId: id, lines: lines.map(line => ({ lineId: line.lineId, amountFen: line.leftFen })) },
        ...{ method: 'cash', payeeName: '王小明', payeeAccount: '', reason: '搬走', photoIds: [] },
      }),
    )
    await approveBy(fresh, asked.requestId, bosses)
    expect((await world.household()).outstandingFen).toBe(3056_40n)
    const balances = await world.balances()
    expect(['1122', '6001'].map(code => balances.get(code) ?? 0n)).toEqual([3056_40n, -3056_40n])
  })

  it('E54: 交12免1 as 13 months: pays 3056.40, revenue 12 × 235.11 and 235.08; as pay 11 get 12: 2801.70', async () => {
    await world.charge('物业费', '254.70', '2026-01-01')
    await world.bill('2026-01', '2027-01')
    await offer('92.3077', 13)
    const { bills, outstandingFen } = await world.household()
    expect([bills.length, outstandingFen]).toEqual([13, 3311_10n])
    const paid = await world.take(3056_40n, { discountFen: 254_70n })
    expect(paid).toMatchObject({ outstandingFen: 0n, discountFen: 254_70n })
    const { rows } = await world.as(async tx => ({
      rows: await billing(tx)
        .selectFrom('billing.settlement as s')
        .innerJoin('billing.billLine as l', join => join.onRef('l.id', '=', 's.billLineId'))
        .select('s.amountFen')
        .where('s.sourceKind', '=', 'payment')
        .orderBy('l.segmentStart')
        .execute(),
    }))
    expect(rows.map(row => row.amountFen)).toEqual([...Array(12).fill(235_11n), 235_08n])

    await world.charge('会员费', '254.70', '2026-02-01', {
      ...{ cycleMonths: 12, premisesId: world.besideId },
      freeSpans: [{ from: '2027-01-01', to: '2027-01-31' }],
    } as never)
    await world.bill('2026-02')
    expect((await world.household(undefined, world.besideId)).outstandingFen).toBe(2801_70n)
  })

  it('months that have passed, lines paid in part and a capped offer', () => {
    const line = (month: string, change = {}) => ({
      ...{
        lineId: month,
        premisesId: 'home',
        itemId: 'fee',
        segmentStart: `2026-${month}-01`,
        openFen: 100_00n,
        isWhole: true,
        ...change,
      },
    })
    const half = { id: 'half', name: '', itemIds: ['fee'], percent: '50', capYuan: null, minMonths: 2, untilOn: null }
    const off = (lines: ReturnType<typeof line>[], change = {}) =>
      prepayDiscounts([{ ...half, ...change }], lines, '2026-02-15').reduce((sum, one) => sum + one.fen, 0n)
    expect(off([line('01'), line('02')])).toBe(0n)
    expect(off([line('02'), line('03')])).toBe(100_00n)
    expect(off([line('02'), line('03', { isWhole: false })])).toBe(0n)
    expect(off([line('02'), line('03')], { capYuan: '10' })).toBe(20_00n)
    expect(off([line('02'), line('03')], { untilOn: '2026-02-14' })).toBe(0n)
    expect(off([line('02'), line('03')], { itemIds: ['water'] })).toBe(0n)
    // Months of two homes do not make one offer; each has its own.
    expect(off([line('02'), line('03', { premisesId: 'beside' })])).toBe(0n)
    const both = [
      line('02'),
      line('03'),
      ...['02', '03'].map(month => line(month, { lineId: `b${month}`, premisesId: 'b' })),
    ]
    expect(off(both, { capYuan: '10' })).toBe(40_00n)
    // Of two offers the one that lets off more holds.
    const two = [half, { ...half, id: 'less', percent: '90' }]
    expect(new Set(prepayDiscounts(two, [line('02'), line('03')], '2026-02-15').map(one => one.offerId))).toEqual(
      new Set(['half']),
    )
  })
})
