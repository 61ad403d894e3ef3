import { expect, test } from 'vitest'
import { parseAst } from 'vitest/node'
import { lightenModule, type SyntaxNode } from './light-routes.ts'

function lighten(code: string): string {
  return lightenModule(code, parseAst(code) as unknown as SyntaxNode)
}

/** Runs what is left of a module and gives what it exports as `made`; `z` and `route` are told apart by a mark. */
function made(code: string): unknown {
  const light = lighten(code).replaceAll('export ', '')
  return new Function('z', 'route', `${light}\nreturn made`)({ mark: () => 'schema' }, (spec: object) => ({ ...spec }))
}

test('of a route only what a call needs is left', () => {
  const route = made(`export const made = route({
    method: 'GET', path: '/bills/:billId', summary: 'One bill.', permission: 'my.bills.read',
    params: z.mark({ deep: [1, 2] }), query: z.mark(), response: z.mark(), errors: ['a', 'b'],
  })`)
  expect(route).toEqual({ method: 'GET', path: '/bills/:billId', permission: 'my.bills.read' })
})

test('a response that is a word stays: the client reads it', () => {
  expect(made(`const made = route({ method: 'GET', path: '/x', response: 'file' })`)).toMatchObject({
    response: 'file',
  })
})

test('everything else keeps its value and may be dropped when nobody uses it', () => {
  expect(made('const made = z.mark()')).toBe('schema')
  expect(made('const first = [1, 2], made = first.map(each => each * 2)')).toEqual([2, 4])
  expect(lighten('const made = z.mark()')).toBe('const made = /* @__PURE__ */ (() => (z.mark()))()')
})
