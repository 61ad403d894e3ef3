import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allocateByLargestRemainder,
  capitalAmount,
  fenToYuan,
  formatMoney,
  formatYuan,
  withYen,
  yuanToFen,
} from './money.ts'

describe('yuan text', () => {
  test.each([
    ['0', 0n],
    ['-0.00', 0n],
    ['12', 1200n],
    ['12.3', 1230n],
    ['12.34', 1234n],
    ['-12.30', -1230n],
    ['-0.05', -5n],
    ['0012.34', 1234n],
    ['9007199254740993.07', 900719925474099307n],
  ])('%s is %s fen', (text, fen) => {
    expect(yuanToFen(text)).toBe(fen)
  })

  test.each(['', '1.234', '1.230', '.5', '1.', '1e3', '+1', ' 1', '1,000', '１', 'NaN', '12345678901234567'])(
    'refuses %j',
    text => {
      expect(() => yuanToFen(text)).toThrow(RangeError)
    },
  )

  test('fenToYuan always has 2 decimals', () => {
    expect([0n, 5n, -5n, 10n, -1230n, 14293n].map(fenToYuan)).toEqual([
      '0.00',
      '0.05',
      '-0.05',
      '0.10',
      '-12.30',
      '142.93',
    ])
  })

  test('formatMoney puts the minus before the ¥', () => {
    expect([0n, 1200n, -1200n, -123456789n].map(formatMoney)).toEqual(['¥0.00', '¥12.00', '-¥12.00', '-¥1,234,567.89'])
    expect(['2.5', '-2.5'].map(withYen)).toEqual(['¥2.5', '-¥2.5'])
  })

  test('formatYuan separates thousands', () => {
    expect([0n, 99999n, 100000n, -123456n, 123456789n, 100000000000n].map(formatYuan)).toEqual([
      '0.00',
      '999.99',
      '1,000.00',
      '-1,234.56',
      '1,234,567.89',
      '1,000,000,000.00',
    ])
  })

  test('there and back again', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fen => {
        expect(yuanToFen(fenToYuan(fen))).toBe(fen)
        expect(yuanToFen(formatYuan(fen).replaceAll(',', ''))).toBe(fen)
      }),
    )
  })
})

describe('allocateByLargestRemainder (R6)', () => {
  const split = (totalFen: bigint, weights: string[]) => [
    ...allocateByLargestRemainder(
      totalFen,
      weights.map((weight, index) => ({ id: `p${index}`, weight })),
    ).values(),
  ]

  test('E17: 100.00 over 3 equal parts is 33.34/33.33/33.33', () => {
    expect(split(10000n, ['1', '1', '1'])).toEqual([3334n, 3333n, 3333n])
  })

  test('E17: 100.01 over areas 89.37/89.37/120.50/64.11 is 24.60/24.60/33.17/17.64', () => {
    expect(split(10001n, ['89.37', '89.37', '120.50', '64.11'])).toEqual([2460n, 2460n, 3317n, 1764n])
  })

  test('E18: 300.00 over 3 × 100㎡ is 100.00 each, over 2 of them 150.00', () => {
    expect(split(30000n, ['100', '100', '100'])).toEqual([10000n, 10000n, 10000n])
    expect(split(30000n, ['100', '0', '100'])).toEqual([15000n, 0n, 15000n])
  })

  test('E19: 900.00 by floor factors 0.5/1/1/1.5 is 112.50/225.00/225.00/337.50', () => {
    expect(split(90000n, ['0.5', '1', '1', '1.5'])).toEqual([11250n, 22500n, 22500n, 33750n])
  })

  test('a tie goes to the lowest id, whatever the order given; the order given is kept', () => {
    const parts = allocateByLargestRemainder(1n, [
      { id: 'c', weight: '1' },
      { id: 'a', weight: '1' },
      { id: 'b', weight: '1' },
    ])
    expect([...parts]).toEqual([
      ['c', 0n],
      ['a', 1n],
      ['b', 0n],
    ])
  })

  test('refuses what cannot be split', () => {
    expect(() => split(100n, [])).toThrow(RangeError)
    expect(() => split(100n, ['0', '0'])).toThrow(RangeError)
    expect(() => split(100n, ['2', '-1'])).toThrow(RangeError)
    expect(() =>
      allocateByLargestRemainder(100n, [
        { id: 'a', weight: '1' },
        { id: 'a', weight: '1' },
      ]),
    ).toThrow(RangeError)
  })

  test('parts sum to the total, lie within a fen of their share, and a reversal mirrors them', () => {
    const weight = fc.nat({ max: 10_000_000 }).map(hundredths => (hundredths / 100).toFixed(2))
    const total = fc.bigInt({ min: 0n, max: 10n ** 14n })
    fc.assert(
      fc.property(total, fc.array(weight, { minLength: 1, maxLength: 30 }), (totalFen, weights) => {
        const integers = weights.map(text => BigInt(text.replace('.', '')))
        const sum = integers.reduce((a, b) => a + b, 0n)
        fc.pre(sum > 0n)
        const parts = split(totalFen, weights)
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(totalFen)
        parts.forEach((part, index) => {
          const offBy = part * sum - totalFen * (integers[index] ?? 0n)
          expect(offBy > -sum && offBy < sum).toBe(true)
        })
        expect(split(-totalFen, weights)).toEqual(parts.map(part => -part))
      }),
    )
  })
})

describe('capitalAmount', () => {
  test.each([
    // The examples of 《支付结算办法》 annex 1; where it leaves 零 or 整 to the writer, without 零 and with 整.
    ['1409.50', '人民币壹仟肆佰零玖元伍角整'],
    ['6007.14', '人民币陆仟零柒元壹角肆分'],
    ['1680.32', '人民币壹仟陆佰捌拾元叁角贰分'],
    ['107000.53', '人民币壹拾万柒仟元伍角叁分'],
    ['16409.02', '人民币壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '人民币叁佰贰拾伍元零肆分'],
    // The receipts of the first journey.
    ['142.93', '人民币壹佰肆拾贰元玖角叁分'],
    ['857.58', '人民币捌佰伍拾柒元伍角捌分'],
    ['1715.16', '人民币壹仟柒佰壹拾伍元壹角陆分'],
    // 元, 角 and 分 at the end.
    ['0.00', '人民币零元整'],
    ['0.05', '人民币伍分'],
    ['0.50', '人民币伍角整'],
    ['0.55', '人民币伍角伍分'],
    ['1.00', '人民币壹元整'],
    ['1.05', '人民币壹元零伍分'],
    ['1.50', '人民币壹元伍角整'],
    // 拾 is never without its 壹.
    ['10.00', '人民币壹拾元整'],
    ['15.00', '人民币壹拾伍元整'],
    ['110.00', '人民币壹佰壹拾元整'],
    ['100000.00', '人民币壹拾万元整'],
    // One 零 for any gap, none at the end.
    ['101.00', '人民币壹佰零壹元整'],
    ['1001.00', '人民币壹仟零壹元整'],
    ['1010.00', '人民币壹仟零壹拾元整'],
    ['10050.05', '人民币壹万零伍拾元零伍分'],
    ['10001.00', '人民币壹万零壹元整'],
    ['20300.00', '人民币贰万零叁佰元整'],
    ['100100.10', '人民币壹拾万零壹佰元壹角整'],
    ['1000000.00', '人民币壹佰万元整'],
    ['10203040.50', '人民币壹仟零贰拾万叁仟零肆拾元伍角整'],
    ['100000000.00', '人民币壹亿元整'],
    ['100000001.00', '人民币壹亿零壹元整'],
    ['100005000.00', '人民币壹亿零伍仟元整'],
    ['100050000.00', '人民币壹亿零伍万元整'],
    ['1000100010.00', '人民币壹拾亿零壹拾万零壹拾元整'],
    ['150000000.00', '人民币壹亿伍仟万元整'],
    ['123456789.12', '人民币壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元壹角贰分'],
    ['999999999999.99', '人民币玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
    ['1000000000000.00', '人民币壹万亿元整'],
    ['1000100000000.00', '人民币壹万零壹亿元整'],
    // A refund or a reversal.
    ['-12.30', '人民币负壹拾贰元叁角整'],
    ['-0.01', '人民币负壹分'],
  ])('%s is %s', (yuan, capitals) => {
    expect(capitalAmount(yuanToFen(yuan))).toBe(capitals)
  })

  test('refuses what would need a second 亿', () => {
    expect(capitalAmount(10n ** 18n - 1n)).toMatch(/^人民币玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿/)
    expect(() => capitalAmount(10n ** 18n)).toThrow(RangeError)
  })

  test('read back digit by digit, every amount is itself', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fen => {
        fc.pre(fen !== 0n)
        const text = capitalAmount(fen)
        expect(readCapitals(text)).toBe(fen)
        expect(text).not.toMatch(/零零|零[亿万仟佰拾元角分]|分整/)
      }),
      { numRuns: 1000 },
    )
  })
})

/** Reads capitals the other way round from how they are written: each unit multiplies what stands before it. */
function readCapitals(text: string): bigint {
  const units: Record<string, bigint> = { 拾: 10n, 佰: 100n, 仟: 1000n }
  let [total, below亿, section, digit] = [0n, 0n, 0n, 0n]
  let fen = 0n
  for (const character of text.replace(/^人民币负?/, '')) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(character)
    if (value >= 0) digit = BigInt(value)
    else if (character === '万') [below亿, section, digit] = [below亿 + (section + digit) * 10_000n, 0n, 0n]
    else if (character === '亿') {
      ;[total, below亿, section, digit] = [total + (below亿 + section + digit) * 100_000_000n, 0n, 0n, 0n]
    } else if (character === '元') [fen, section, digit] = [(total + below亿 + section + digit) * 100n, 0n, 0n]
    else if (character === '角') [fen, digit] = [fen + digit * 10n, 0n]
    else if (character === '分') [fen, digit] = [fen + digit, 0n]
    else if (character in units) [section, digit] = [section + digit * (units[character] ?? 0n), 0n]
  }
  return text.startsWith('人民币负') ? -fen : fen
}
