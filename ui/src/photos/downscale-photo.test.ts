import { expect, test } from 'vitest'
import { fitInto } from './downscale-photo.ts'

test.each([
  [4000, 3000, 1600, 1200],
  [3000, 4000, 1200, 1600],
  [800, 600, 800, 600],
  [10000, 3, 1600, 1],
])('%i × %i becomes %i × %i', (width, height, smallWidth, smallHeight) => {
  expect(fitInto(width, height, 1600)).toEqual({ width: smallWidth, height: smallHeight })
})
