import { expect, test } from 'vitest'
import { fenToYuan } from '../../platform/money.ts'
import { firstDeposit, shareRepair, topUpLine } from './fund.ts'
import { resultOf } from './vote.ts'

test('E77: first deposit 89.37 × 120 = 10724.40; of a repair of 36000 over 4320.50㎡ U bears 744.66; top-up 3217.32', () => {
  const first = firstDeposit('89.37', '120')
  expect(fenToYuan(first)).toBe('10724.40')
  const shares = shareRepair(3_600_000n, [
    { id: 'U', areaM2: '89.37' },
    { id: 'others', areaM2: '4231.13' },
  ])
  expect(fenToYuan(shares.get('U') ?? 0n)).toBe('744.66')
  expect(fenToYuan(topUpLine(first, '30'))).toBe('3217.32')
})

test('E78: 69 of 100 owners and 6900 of 10000㎡ take part; 34 heads and 3500㎡ for it: 50.72 % but 49.28 %: rejected', () => {
  const all = { heads: 100, areaM2: '10000' }
  const tookPart = { heads: 69, areaM2: '6900' }
  expect(resultOf(all, tookPart, { heads: 34, areaM2: '3500' }, 'more-than-half')).toEqual({
    hasQuorum: true,
    isCarried: false,
    headsPercent: '49.28',
    areaPercent: '50.72',
  })
  expect(resultOf(all, tookPart, { heads: 35, areaM2: '3500' }, 'more-than-half').isCarried).toBe(true)
  expect(resultOf(all, { heads: 66, areaM2: '6900' }, { heads: 66, areaM2: '6900' }, 'more-than-half').hasQuorum).toBe(
    false,
  )
  expect(resultOf(all, { heads: 68, areaM2: '6800' }, { heads: 34, areaM2: '5000' }, 'more-than-half').isCarried).toBe(
    false,
  )
  expect(resultOf(all, { heads: 68, areaM2: '6800' }, { heads: 51, areaM2: '5100' }, 'three-quarters').isCarried).toBe(
    true,
  )
})
