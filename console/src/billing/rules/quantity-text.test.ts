import { expect, test } from 'vitest'
import { editedQuantity, quantityUse } from './quantity-text.ts'

const rule = (kind: string, formula: string | null = null, measure: string | null = null) =>
  ({ kind, measure, versions: [{ formula }] }) as Parameters<typeof quantityUse>[0]

test('a quantity is asked for where a rule counts it, its formula names it, or costs may be shared by it', () => {
  expect(quantityUse(rule('count-price', null, 'quantity'))).toBe('always')
  expect(quantityUse(rule('formula', '数量 × 单价'))).toBe('always')
  expect(quantityUse(rule('formula', 'quantity * price'))).toBe('always')
  expect(quantityUse(rule('formula', 'area * price'))).toBe('never')
  expect(quantityUse(rule('pool'))).toBe('perhaps')
  expect(quantityUse(rule('fixed'))).toBe('never')
})

const assignment = { quantity: '3.0000', quantities: [{ fromOn: '2026-06-01', quantity: '5', counted: false }] }

test('a quantity that was not shown or not changed stays what it was from the start', () => {
  const kept = { quantity: '3.0000', quantityFrom: null }
  expect(editedQuantity(assignment, false)).toEqual(kept)
  expect(editedQuantity({ ...assignment, quantities: [] }, false)).toEqual(kept)
  expect(editedQuantity(assignment, true, '5')).toEqual(kept)
  expect(editedQuantity(assignment, true, '4')).toEqual({ quantity: '4', quantityFrom: null })
  expect(editedQuantity(assignment, true, '4', '2026-07-01')).toEqual({ quantity: '4', quantityFrom: '2026-07-01' })
  expect(editedQuantity({ ...assignment, quantities: [] }, true, '')).toEqual({ quantity: null, quantityFrom: null })
})
