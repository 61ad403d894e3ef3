import { describe, expect, it } from 'vitest'
import { feeOf, sumsOf } from './fee.ts'
import { matchRows } from './matching.ts'
import { textLines } from './parse-lines.ts'
import { parseStatement } from './parse-statement.ts'
import { findNamed, findUsual } from './statement-columns.ts'

describe('fees', () => {
  it('E66: 0.60 % per order, rounded half up', () => {
    expect([25470n, 33128n, 5865n].map(fen => feeOf(fen, '0.60'))).toEqual([153n, 199n, 35n])
    const rows = [
      ...[25470n, 33128n, 5865n].map(fen => ({ kind: 'payment' as const, amountFen: fen, feeFen: feeOf(fen, '0.60') })),
      { kind: 'refund' as const, amountFen: 5865n, feeFen: -feeOf(5865n, '0.60') },
    ]
    expect(sumsOf(rows)).toEqual({ grossFen: 64463n, refundedFen: 5865n, feeFen: 352n, netFen: 58246n })
  })

  it('half a fen goes up', () => {
    expect(feeOf(250n, '0.60')).toBe(2n)
    expect(feeOf(249n, '0.60')).toBe(1n)
  })
})

const parse = (text: string) => {
  const lines = textLines(text)
  return parseStatement(lines, findUsual(lines))
}

describe('a statement', () => {
  const text = [
    '# 商户号 898',
    '终端流水,交易时间,交易类型,交易金额,手续费,结算金额',
    'P001,2026-01-10 09:00:00,消费,"1,254.70",7.53,1247.17',
    'P002,2026-01-10 09:05:00,退货,-58.65,-0.35,-58.30',
    '合计,,,1196.05,7.18,1188.87',
  ].join('\r\n')

  it('is read by its headings; refunds have one sign, whichever the channel writes', () => {
    expect(parse(text)).toEqual([
      { place: 3, reference: 'P001', at: '2026-01-10 09:00:00', kind: 'payment', amountFen: 125470n, feeFen: 753n },
      { place: 4, reference: 'P002', at: '2026-01-10 09:05:00', kind: 'refund', amountFen: 5865n, feeFen: -35n },
    ])
    const plain = text.replace('-58.65,-0.35,-58.30', '58.65,0.35,58.30')
    expect(parse(plain)).toEqual(parse(text))
  })

  it('stays in its columns where the first cell of a row is empty', () => {
    const numbered = text
      .split('\r\n')
      .map((line, index) => (index === 0 ? line : `${index === 1 ? '序号' : ''},${line}`))
      .join('\r\n')
    expect(parse(numbered)).toEqual(parse(text))
  })

  it('says by its net what the fee was, and by a minus what went back, where it has no column for them', () => {
    const bare = ['订单号|金额|到账金额', 'P001|1254.70|1247.17', 'P002|-58.65|-58.30'].join('\n')
    expect(parse(bare)).toEqual([
      expect.objectContaining({ reference: 'P001', kind: 'payment', amountFen: 125470n, feeFen: 753n }),
      expect.objectContaining({ reference: 'P002', kind: 'refund', amountFen: 5865n, feeFen: -35n }),
    ])
  })

  it('is read by the headings that a person names, wherever they stand', () => {
    const lines = textLines(['小票,本金,扣费', 'A1,10.00,0.06'].join('\n'))
    const columns = { reference: '小票', at: '', kind: '', amount: '本金', fee: '扣费', net: '' }
    const found = findNamed(lines, columns)
    expect(found && parseStatement(lines, found)).toEqual([expect.objectContaining({ reference: 'A1', feeFen: 6n })])
    expect(findNamed(lines, { ...columns, net: '净额' })).toBeNull()
  })

  it('is refused where a row does not add up, or the columns are not there', () => {
    expect(parse(text.replace('1247.17', '1247.18'))).toEqual({ row: 3, problem: 'net' })
    expect(parse(text.replace('终端流水', '备注'))).toEqual({ row: 2, problem: 'headings' })
    expect(parse(text.replace('消费', '支付失败'))).toEqual({ row: 3, problem: 'kind' })
    expect(parse(text.replace('消费', '查询'))).toEqual({ row: 3, problem: 'kind' })
  })
})

describe('matching', () => {
  const ours = [
    { id: 'a', kind: 'payment' as const, reference: 'P1', amountFen: 100n },
    { id: 'b', kind: 'payment' as const, reference: 'P2', amountFen: 200n },
    { id: 'c', kind: 'payment' as const, reference: 'P3', amountFen: 300n },
  ]

  it('tells what matches, what only the channel knows, another amount, and another state', () => {
    const rows = [
      { kind: 'payment' as const, reference: 'P1', amountFen: 100n },
      { kind: 'payment' as const, reference: 'P2', amountFen: 201n },
      { kind: 'refund' as const, reference: 'P3', amountFen: 300n },
      { kind: 'payment' as const, reference: 'P9', amountFen: 5n },
      { kind: 'payment' as const, reference: 'P1', amountFen: 100n },
    ]
    expect(matchRows(rows, ours)).toEqual([
      { outcome: 'matched', oursId: 'a' },
      { outcome: 'amount', oursId: 'b' },
      { outcome: 'state', oursId: null },
      { outcome: 'channel-only', oursId: null },
      { outcome: 'channel-only', oursId: null },
    ])
  })
})
