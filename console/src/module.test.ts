import { expect, test } from 'vitest'
import { defineModule, NAV_GROUPS, routesOfModules } from './module.ts'
import { modules } from './modules.ts'

test('the routes of all modules are one list', () => {
  const one = defineModule({ routes: ['a', 'b'], nav: [] })
  const two = defineModule({ routes: ['c'], nav: [] })
  const routes: ['a', 'b', 'c'] = routesOfModules([one, two])
  expect(routes).toEqual(['a', 'b', 'c'])
})

test('every entry of the left bar stands in a known group and leads somewhere else', () => {
  const entries = modules.flatMap(module => [...module.nav])
  for (const entry of entries) expect(NAV_GROUPS).toContain(entry.group)
  expect(new Set(entries.map(entry => entry.to)).size).toBe(entries.length)
})
