import { describe, expect, it } from 'vitest'
import { type DifferenceFen, postingsOf } from './difference.ts'

describe('a difference', () => {
  const cases: [string, DifferenceFen, Record<string, bigint>][] = [
    ['长款', { channelFen: 1000n, feeFen: 6n, oursFen: 0n }, { '1002': 994n, '6603': 6n, '6301': -1000n }],
    ['短款', { channelFen: 0n, feeFen: 0n, oursFen: 5865n }, { '1012': -5865n, '6711': 5865n }],
    [
      '金额不符',
      { channelFen: 33100n, feeFen: 199n, oursFen: 33128n },
      { '1002': 32901n, '6603': 199n, '1012': -33128n, '6711': 28n },
    ],
    ['退款我方无', { channelFen: -5865n, feeFen: -35n, oursFen: 0n }, { '1002': -5830n, '6603': -35n, '6711': 5865n }],
    ['退款渠道无', { channelFen: 0n, feeFen: 0n, oursFen: -5865n }, { '1012': 5865n, '6301': -5865n }],
    ['写错流水号', { channelFen: 100n, feeFen: 1n, oursFen: 100n }, { '1002': 99n, '6603': 1n, '1012': -100n }],
  ]
  it.each(cases)('%s: goes to the bank and out of 1012, what is over or short beside; balanced', (_, fen, expected) => {
    const postings = postingsOf(fen)
    expect(Object.fromEntries(postings.map(one => [one.accountCode, one.amountFen]))).toEqual(expected)
    expect(postings.reduce((sum, one) => sum + one.amountFen, 0n)).toBe(0n)
  })
})
