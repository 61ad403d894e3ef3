import { routes, writes } from '@anju/contract'
import { expect, test } from 'vitest'
import { ACTIONS, useActionTexts } from './action-texts.ts'
import { useModuleTexts } from './module-texts.ts'

test('every writing route of the contract has words in the audit log', () => {
  const unnamed = routes.filter(route => writes(route) && !useActionTexts.has(route.name))
  expect(unnamed.map(({ name }) => name)).toEqual([])
})

test('every action of the filter belongs to a module with a name', () => {
  const unnamed = ACTIONS.filter(action => !useModuleTexts.has(action.slice(0, action.indexOf('.'))))
  expect(unnamed).toEqual([])
})
