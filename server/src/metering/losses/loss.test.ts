import { describe, expect, test } from 'vitest'
import { lossOf } from './loss.ts'

const of = (used: string | null, below: string, unread = 0) => lossOf({ used, below, unread }, 10)

describe('loss = parent − Σ children', () => {
  test('is what came in less what was counted below, exactly', () => {
    expect(of('1000', '950.25')).toEqual({ loss: '49.75', percent: '4.98', alarm: false })
    expect(of('0.3', '0.1')).toEqual({ loss: '0.2', percent: '66.67', alarm: true })
  })
  test('more than the threshold is an alarm, the threshold itself is none; less than nothing is one', () => {
    expect(of('1000', '900')).toMatchObject({ percent: '10.00', alarm: false })
    expect(of('1000', '899.99')).toMatchObject({ percent: '10.00', alarm: true })
    expect(of('1000', '1000.01')).toEqual({ loss: '-0.01', percent: '0.00', alarm: true })
  })
  test('is not judged before everything is read', () => {
    expect(of('1000', '500', 1)).toMatchObject({ loss: '500', alarm: false })
    expect(of(null, '500')).toEqual({ loss: null, percent: null, alarm: false })
  })
  test('has no share of nothing', () => {
    expect(of('0', '0')).toEqual({ loss: '0', percent: null, alarm: false })
    expect(of('0', '3')).toEqual({ loss: '-3', percent: null, alarm: true })
  })
})
