import { describe, expect, test } from 'vitest'
import type { KnownThings } from '../workbook/plan-import.ts'
import { planOf, sheetOf, told } from '../workbook/testing/sample-sheets.ts'

const HEADINGS =
  '合同编号 房号 承租方 承租方电话 出租方 起租日 到期日 租金 押金 签订日期 租金单价 计租面积 付款周期 付款日'
const leases = (rows: (string | null)[][]) => sheetOf('租赁台账', HEADINGS, rows)
const [_A, _B, C, D] = ['101', '102', '103', '104'].map(code => `1\n1\n${code}`) as [string, string, string, string]
const known: KnownThings = {
  rooms: ['101', '102', '103', '104'].map(roomCode => ({ buildingCode: '1', unitCode: '1', roomCode })),
  today: '2026-06-01',
  leases: {
    numbers: new Set(['OLD-1']),
    lets: new Map([[C, [{ number: 'OLD-1', fromOn: '2026-01-01', toOn: '2026-12-31' }]]]),
    endedOn: new Map([[D, '2026-08-31']]),
  },
}
const row = (more: Record<number, string | null> = {}) =>
  [
    ...['ZL-1', '1-1-101', '赵一', '13800138000', '王小明', '2026-1-1', '2026-12-31', '4,500元/月', '9000'],
    ...[null, null, null, '季付', '5号'],
  ].map((cell, index) => (index in more ? (more[index] ?? null) : cell))

describe('leases', () => {
  test('are read with parties, term and rent; several homes of one lease are several rows', async () => {
    const plan = await planOf(
      [
        leases([
          row(),
          row({ 1: '1-1-102' }),
          row({
            0: 'ZL-2',
            2: '安居商贸有限公司',
            3: '0755-88888888',
            5: '2027-01-01',
            6: '2027-12-31',
            7: null,
            10: '2.5',
            11: '86.5',
          }),
          row({ 0: 'OLD-1', 1: '1-1-103' }),
        ]),
      ],
      known,
    )
    expect(told(plan)).toEqual(['warning 3 lease_joined'])
    expect(plan.leases).toMatchObject([
      {
        ...{ number: 'ZL-1', fromOn: '2026-01-01', toOn: '2026-12-31', signedOn: '2026-01-01', rentKind: 'fixed' },
        ...{ rentFen: 450000n, rentPeriod: 'month', depositFen: 900000n, payEveryMonths: 3, paymentDay: 5 },
        rooms: [{ roomCode: '101' }, { roomCode: '102' }],
        tenants: [{ name: '赵一', phones: ['13800138000'] }],
        landlords: [{ name: '王小明', phones: [] }],
      },
      {
        ...{
          number: 'ZL-2',
          signedOn: '2026-06-01',
          rentKind: 'area-day',
          rentFen: null,
          unitPrice: '2.5',
          areaM2: '86.5',
        },
        tenants: [{ name: '安居商贸有限公司', type: 'organisation' }],
      },
      { number: 'OLD-1' },
    ])
    expect(plan.counts.leases).toEqual({ total: 4, ok: 3, rejected: 0, repeated: 1 })
  })

  test('are refused by cell', async () => {
    const plan = await planOf(
      [
        leases([
          row(),
          row({ 0: 'ZL-2', 5: '2026-12-31', 6: '2027-12-31' }),
          row({ 0: 'ZL-3', 1: '1-1-103' }),
          row({ 0: 'ZL-4', 1: '1-1-104' }),
          row({ 0: 'ZL-5', 1: '1-1-109', 2: '王小明', 5: '2026-02-30', 7: '-1', 13: '32' }),
          row({ 1: '1-1-102', 7: '4600' }),
          row({ 0: 'ZL-6', 1: null, 4: null, 6: '2025-12-31', 7: null }),
          row({ 0: 'ZL-7', 1: '1-1-102', 6: '2046-01-01', 9: '2026-06-02', 10: '2' }),
          row({ 0: 'ZL-8', 1: '1-1-102', 7: null, 10: '2', 12: '日付' }),
        ]),
      ],
      known,
    )
    expect(plan.leases.map(({ number }) => number)).toEqual(['ZL-1'])
    expect(told(plan)).toEqual([
      'error B3 lease_let_here',
      'error B4 lease_let',
      'error B5 lease_room_ended',
      'error B6 room_missing',
      'error C6 lease_same_party',
      'error F6 date_impossible',
      'error H6 number_negative',
      'error N6 integer_out_of_range',
      'error A7 lease_conflict',
      'error B8 value_missing',
      'error E8 value_missing',
      'error G8 dates_reversed',
      'error H8 lease_rent_missing',
      'error G9 lease_too_long',
      'error J9 date_future',
      'error K9 lease_rent_twice',
      'error L10 lease_area_missing',
      'error M10 choice_invalid',
    ])
  })
})
