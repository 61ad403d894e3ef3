import { describe, expect, it } from 'vitest'
import { type BlueLine, planCorrection, type RedLine } from './correction.ts'

const RED: RedLine = {
  ...{ rootId: 'r', billId: 'red', serial: 1n, premisesId: 'p', payerPersonId: 'a', lineId: 'rl' },
  ...{ originalBillId: 'o', originalLineId: 'ol', amountFen: 254_70n, settledFen: 0n, givenAway: [] },
}
const BLUE: BlueLine = { rootId: 'r', billId: 'blue', payerPersonId: 'a', lineId: 'bl', openFen: 178_29n }

/** What each line is settled by, in yuan-free fen. */
const settled = (reds: RedLine[], blues: BlueLine[]) =>
  Object.fromEntries(planCorrection(reds, blues).allocations.map(one => [one.lineId, one.amountFen]))

describe('a correction that is issued', () => {
  it('settles what was open of the original by the red', () => {
    expect(settled([RED], [BLUE])).toEqual({ ol: 254_70n, rl: -254_70n })
  })

  it('pays the blue with what had been paid, and credits the rest (E14)', () => {
    const plan = planCorrection([{ ...RED, settledFen: 254_70n }], [BLUE])
    expect(settled([{ ...RED, settledFen: 254_70n }], [BLUE])).toEqual({ rl: -254_70n, bl: 178_29n })
    expect(plan.credits).toMatchObject([{ amountFen: 76_41n, payerPersonId: 'a' }])
  })

  it('never pays somebody else’s debt', () => {
    const plan = planCorrection([{ ...RED, settledFen: 254_70n }], [{ ...BLUE, payerPersonId: 'b' }])
    expect(plan.credits).toMatchObject([{ amountFen: 254_70n }])
  })

  it('keeps a waiver for the blue; what is too much of it is taken back and never becomes money', () => {
    const waived = { ...RED, settledFen: 254_70n, givenAway: [{ kind: 'waiver' as const, id: 'w', fen: '20000' }] }
    const plan = planCorrection([waived], [BLUE])
    expect(plan.released).toMatchObject([{ kind: 'waiver', id: 'w', lines: [{ lineId: 'ol', amountFen: 21_71n }] }])
    expect(settled([waived], [BLUE])).toEqual({ ol: 21_71n, rl: -254_70n, bl: 178_29n })
    expect(plan.credits).toMatchObject([{ amountFen: 54_70n }])
  })
})
