import { afterAll, expect, test, vi } from 'vitest'

vi.mock('zod', () => import('./inert-zod.ts'))
afterAll(() => vi.unmock('zod'))

test('the stand-in knows the choices of an enum and refuses to parse', async () => {
  const { z } = (await import('./inert-zod.ts')) as { z: typeof import('zod').z }
  expect(z.enum(['water', 'power']).options).toEqual(['water', 'power'])
  expect(z.iso.datetime({ offset: true }).optional().describe('x')).toBeTypeOf('function')
  expect(() => z.object({}).extend({}).parse({})).toThrow('not part of this bundle')
})
