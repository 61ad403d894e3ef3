import { expect, it } from 'vitest'
import { wholeOf } from './RefundForm.tsx'

it('fills every amount with the most that can be given back, and nothing where nothing is left', () => {
  const lines = [
    { lineId: 'a', itemName: '物业费', periodFrom: '2026-01-01', leftFen: 123_456 },
    { lineId: 'b', itemName: '停车费', periodFrom: '2026-01-01', leftFen: 0 },
  ]
  expect(wholeOf({ lines: lines as never, prepaidFen: 100_00 })).toEqual({
    amounts: { a: '1234.56', b: '' },
    prepaid: '100.00',
  })
})
