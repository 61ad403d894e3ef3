import { expect, test } from 'vitest'
import { STEPS, stepsOf } from './steps.ts'

const nextOf = (found: Parameters<typeof stepsOf>[0]) => stepsOf(found).find(({ next }) => next)?.step

test('nothing is there: the first step is the next', () => {
  expect(stepsOf({}).map(({ step }) => step)).toEqual(STEPS)
  expect(nextOf({})).toBe('community')
})

test('what is there is done, in whatever order it came', () => {
  const steps = stepsOf({ community: 1, places: 0, people: 12, rules: 2 })
  expect(steps.filter(({ done }) => done).map(({ step }) => step)).toEqual(['community', 'people', 'rules'])
  expect(steps.filter(({ next }) => next).map(({ step }) => step)).toEqual(['places'])
})

test('with the first payment nothing is left', () => {
  expect(nextOf(Object.fromEntries(STEPS.map(step => [step, 1])))).toBeUndefined()
})
