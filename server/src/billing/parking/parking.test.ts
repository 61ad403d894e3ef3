import { describe, expect, it } from 'vitest'
import { fenToYuan } from '../../platform/money.ts'
import { explainParking } from './explain-parking.ts'
import { momentOf, secondsOf } from './moment.ts'
import { feeOfStay, type Stay } from './stay.ts'
import type { ParkingTariff } from './tariff.ts'

/** domain.md: free to 15:00; first 60 min 5.00; each started hour 2.00; cap 25 per rolling 24 hours; 15 minutes of grace (E37). */
const T1: ParkingTariff = {
  freeMinutes: 15,
  freeFor: 'short-stays',
  charge: { by: 'blocks', first: { minutes: 60, fen: 500n }, each: { minutes: 60, fen: 200n } },
  cap: { per: '24-hours', fen: 2500n },
  graceMinutes: 15,
}

/** 07–21 3.00 per started hour; 21–07 flat 5.00; cap 30 per natural day, a night belongs to its starting day. */
const T2: ParkingTariff = {
  freeMinutes: 0,
  freeFor: 'short-stays',
  charge: {
    by: 'periods',
    periods: [
      { from: '07:00', to: '21:00', price: { per: 'block', minutes: 60, fen: 300n } },
      { from: '21:00', to: '07:00', price: { per: 'period', fen: 500n } },
    ],
  },
  cap: { per: 'day', fen: 3000n },
  graceMinutes: 0,
}

const ENTRY = '2026-03-02T10:00:00'
const stayOf = (entry: string, exit: string, more: Partial<Stay> = {}): Stay => ({
  ...{ entry, exit, cards: [], coupons: [], payments: [] },
  ...more,
})
/** `26:30:00` after an entry at ten. */
function after(length: string): string {
  const [hours = 0, minutes = 0, seconds = 0] = length.split(':').map(Number)
  return momentOf(secondsOf(ENTRY) + hours * 3600 + minutes * 60 + seconds)
}
const due = (tariff: ParkingTariff, stay: Stay) => fenToYuan(feeOfStay(tariff, stay).dueFen)
const t1 = (length: string, more: Partial<Stay> = {}) => due(T1, stayOf(ENTRY, after(length), more))
const t2 = (entry: string, exit: string) => due(T2, stayOf(entry, exit))

describe('temporary parking', () => {
  it('E30: up to the free minutes costs nothing, a second more the first block', () => {
    expect([t1('00:14:59'), t1('00:15:00'), t1('00:15:01')]).toEqual(['0.00', '0.00', '5.00'])
  })

  it('E31: an hour to the second is one block, a second more begins the next', () => {
    expect([t1('01:00:00'), t1('01:00:01'), t1('05:20:00')]).toEqual(['5.00', '7.00', '15.00'])
  })

  it('E32: the cap of 24 hours', () => {
    expect([t1('10:00:00'), t1('13:00:00'), t1('24:00:00')]).toEqual(['23.00', '25.00', '25.00'])
  })

  it('E33: the second 24 hours begin with the first block again, without new free minutes', () => {
    expect([t1('24:00:01'), t1('26:30:00')]).toEqual(['30.00', '34.00'])
  })

  it('E34: days by the hour, nights at one price', () => {
    expect(t2('2026-03-01T18:30:00', '2026-03-02T08:10:00')).toBe('20.00')
  })

  it('E35: the cap of a day, which a night belongs to that begins in it', () => {
    expect(t2('2026-03-01T08:00:00', '2026-03-02T10:30:00')).toBe('42.00')
    expect(t2('2026-03-01T20:50:00', '2026-03-01T21:10:00')).toBe('8.00')
    // Driven in after midnight: the night is still the one of the day before.
    expect(feeOfStay(T2, stayOf('2026-03-02T02:00:00', '2026-03-02T08:00:00')).lines).toMatchObject([
      { amountFen: 500n, explanation: { day: '2026-03-01' } },
      { amountFen: 300n, explanation: { day: '2026-03-02' } },
    ])
  })

  it('E36: coupons for time and for money, without change', () => {
    const withCoupon = (coupon: Stay['coupons'][number]) => t1('05:20:00', { coupons: [coupon] })
    expect(withCoupon({ kind: 'minutes', minutes: 120 })).toBe('11.00')
    expect(withCoupon({ kind: 'money', fen: 1000n })).toBe('5.00')
    expect(withCoupon({ kind: 'money', fen: 2000n })).toBe('0.00')
    expect(withCoupon({ kind: 'whole' })).toBe('0.00')
  })

  it('E37: paid, then out within the grace, or later at the difference', () => {
    const paid = { payments: [{ at: '2026-03-02T15:20:00', fen: 1500n }] }
    const out = (exit: string) => due(T1, stayOf(ENTRY, exit, paid))
    expect(out('2026-03-02T15:34:00')).toBe('0.00')
    expect(out('2026-03-02T15:40:00')).toBe('0.00')
    expect(out('2026-03-02T16:05:00')).toBe('2.00')
  })

  it('E38: a month card that ends inside the stay: charged from the day after at 00:00', () => {
    const stay = stayOf('2026-04-30T20:00:00', '2026-05-01T09:00:00', {
      cards: [{ from: '2026-04-01', to: '2026-04-30' }],
    })
    expect(due(T1, stay)).toBe('21.00')
    expect(feeOfStay(T1, stay)).toMatchObject({ staySeconds: 13 * 3600, chargedSeconds: 9 * 3600 })
  })
})

describe('a stay at the edges', () => {
  it('costs nothing within a card, and is charged before one begins', () => {
    const cards = [{ from: '2026-03-03', to: null }]
    expect(due(T1, stayOf('2026-03-03T00:00:00', '2026-03-09T00:00:00', { cards }))).toBe('0.00')
    expect(due(T1, stayOf('2026-03-02T22:00:00', '2026-03-09T00:00:00', { cards }))).toBe('7.00')
  })

  it('is free for what is left after a card when that is short', () => {
    const cards = [{ from: '2026-04-01', to: '2026-04-30' }]
    expect(due(T1, stayOf('2026-04-30T20:00:00', '2026-05-01T00:15:00', { cards }))).toBe('0.00')
    expect(due(T1, stayOf('2026-04-30T20:00:00', '2026-05-01T00:15:01', { cards }))).toBe('5.00')
  })

  it('may have its first minutes free whatever it lasts', () => {
    const tariff: ParkingTariff = { ...T1, freeFor: 'every-stay' }
    expect(due(tariff, stayOf(ENTRY, after('01:15:00')))).toBe('5.00')
    expect(due(tariff, stayOf(ENTRY, after('01:15:01')))).toBe('7.00')
  })

  it('has a new first block at midnight where the cap is of a day', () => {
    const tariff: ParkingTariff = { ...T1, cap: { per: 'day', fen: 2500n } }
    expect(due(tariff, stayOf('2026-03-01T23:30:00', '2026-03-02T00:30:00'))).toBe('10.00')
  })

  it('charges a night once though 24 hours end in it', () => {
    const tariff: ParkingTariff = { ...T2, cap: { per: '24-hours', fen: 3000n } }
    // From 02:00: 5 + 42 + 5 capped at 30 to the next 02:00, the night belongs to when it began; then 2 hours by day.
    expect(due(tariff, stayOf('2026-03-01T02:00:00', '2026-03-02T09:00:00'))).toBe('36.00')
  })

  it('without a cap goes on by blocks, without a first block begins with them', () => {
    expect(due({ ...T1, cap: null }, stayOf(ENTRY, after('26:30:00')))).toBe('57.00')
    const plain: ParkingTariff = { ...T1, charge: { by: 'blocks', first: null, each: { minutes: 30, fen: 150n } } }
    expect(due(plain, stayOf(ENTRY, after('01:10:00')))).toBe('4.50')
  })

  it('gives no grace to whoever has not paid all, and begins it anew with what settles the rest', () => {
    const partly = { payments: [{ at: '2026-03-02T15:20:00', fen: 1000n }] }
    expect(due(T1, stayOf(ENTRY, '2026-03-02T15:30:00', partly))).toBe('5.00')
    const all = { payments: [...partly.payments, { at: '2026-03-02T15:55:00', fen: 500n }] }
    const fee = feeOfStay(T1, stayOf(ENTRY, '2026-03-02T16:05:00', all))
    expect([fee.feeFen, fee.paidFen, fee.dueFen, fee.graceUntil]).toEqual([1700n, 1500n, 0n, '2026-03-02T16:10:00'])
    expect(fee.lines.reduce((sum, line) => sum + line.amountFen, 0n)).toBe(0n)
  })

  it('that has no length costs nothing', () => {
    expect(feeOfStay({ ...T1, freeMinutes: 0 }, stayOf(ENTRY, ENTRY))).toMatchObject({ dueFen: 0n, lines: [] })
  })
})

describe('the words of a fee', () => {
  const words = (tariff: ParkingTariff, stay: Stay, locale: 'zh-CN' | 'en' = 'zh-CN') =>
    feeOfStay(tariff, stay).lines.map(line => explainParking(line.explanation, locale))

  it('say first block, blocks and cap', () => {
    expect(words(T1, stayOf(ENTRY, after('05:20:00')))).toEqual([
      '2026-03-02 10:00:00 至 15:20:00（5小时20分）：首60分钟 5.00元 + 每60分钟 2.00元 × 5 = 15.00元',
    ])
    expect(words(T1, stayOf(ENTRY, after('24:00:01')), 'en')).toEqual([
      '2026-03-02 10:00:00 to 2026-03-03 10:00:00 (1 d): first 60 min ¥5.00 + each 60 min ¥2.00 × 23 = ¥51.00, capped at ¥25.00 per 24 hours',
      '2026-03-03 10:00:00 to 10:00:01 (1 s): first 60 min ¥5.00',
    ])
  })

  it('say days and nights', () => {
    expect(words(T2, stayOf('2026-03-01T18:30:00', '2026-03-02T08:10:00'))).toEqual([
      '2026-03-01 18:30:00 至 2026-03-02 07:00:00（12小时30分）：07:00–21:00 停 2小时30分，每60分钟 3.00元 × 3 + 21:00–07:00 停 10小时，一次 5.00元 = 14.00元',
      '2026-03-02 07:00:00 至 08:10:00（1小时10分）：07:00–21:00 停 1小时10分，每60分钟 3.00元 × 2 = 6.00元',
    ])
  })

  it('say cards, coupons, what was paid, and the grace', () => {
    const stay = stayOf('2026-04-30T20:00:00', '2026-05-01T09:20:00', {
      cards: [{ from: '2026-04-01', to: '2026-04-30' }],
      coupons: [
        { kind: 'money', fen: 300n },
        { kind: 'minutes', minutes: 60 },
      ],
      payments: [{ at: '2026-05-01T09:00:00', fen: 1600n }],
    })
    expect(words({ ...T1, graceMinutes: 30 }, stay)).toEqual([
      '2026-04-30 20:00:00 至 2026-05-01 00:00:00（4小时）：月卡期内（2026-04-01 至 2026-04-30），免费',
      '2026-05-01 00:00:00 至 01:00:00（1小时）：60分钟停车券抵扣',
      '2026-05-01 01:00:00 至 09:20:00（8小时20分）：首60分钟 5.00元 + 每60分钟 2.00元 × 8 = 21.00元',
      '3.00元 停车券抵扣，不找零',
      '2026-05-01 09:00:00 已付',
      '付清后 30分钟内离场（至 2026-05-01 09:30:00），不再收费',
    ])
  })
})
