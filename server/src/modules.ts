import type { Module } from './platform/module.ts'
import { orderPersonalData } from './platform/personal-data.ts'

/**
 * The ordered list of modules: the right calls the left, the left speaks to the right only by events.
 * The only file that names every module; .dependency-cruiser.cjs reads the order from here.
 */
export const ORDER = [
  'identity',
  'registry',
  'workforce',
  'messaging',
  'approvals',
  'residents',
  'ledger',
  'payments',
  'metering',
  'billing',
  'service-desk',
  'devices',
  'imports',
  'portal',
  'analytics',
] as const

/** Loads every module in order. */
export async function loadModules(): Promise<Module[]> {
  const loaded = await Promise.all(ORDER.map(name => import(`./${name}/module.ts`) as Promise<{ default: Module }>))
  orderPersonalData(ORDER)
  return loaded.map(module => module.default)
}
