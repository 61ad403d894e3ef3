import type { RouteAccess } from '@anju/contract'
import type { Locale } from '@anju/ui'
import type { LucideIcon } from 'lucide-react'
import { type ComponentType, createContext, useContext } from 'react'
import type { RefusalTexts } from './refusal.ts'
import type { ConsoleSearch } from './search-params.ts'

/** The groups of the left bar, in order. */
export const NAV_GROUPS = ['workspace', 'charges', 'reports', 'orders', 'registry', 'workforce', 'settings'] as const
export type NavGroup = (typeof NAV_GROUPS)[number]

export interface NavEntry {
  group: NavGroup
  /** Place in the group; the entry with the smallest number comes first. */
  order: number
  to: string
  icon: LucideIcon
  label: Record<Locale, string>
  /** Without it the entry is not drawn. */
  permission: RouteAccess
  /** A page outside this application (the API document): opens in a new tab. */
  external?: true
  /** Drawn behind the label: how many wait. */
  badge?: ComponentType
}

/** A page by its path and search, where the path comes from data (an entry, a search hit) and cannot be checked by the compiler. */
export interface PageAddress {
  to: string
  search?: ConsoleSearch
}

/** Where hits of the global search lead; a module fills in what its pages can show. */
export interface HitPages {
  premises?: (id: string) => PageAddress
  person?: (id: string) => PageAddress
  vehicle?: (id: string) => PageAddress
  space?: (id: string) => PageAddress
  bill?: (id: string) => PageAddress
  receipt?: (id: string) => PageAddress
  order?: (id: string) => PageAddress
  /** Ctrl+Enter on a hit with a household: its charges at the cashier's desk. */
  charge?: (premisesId: string) => PageAddress
}

/** What a folder `src/<module>/` gives to the console: its pages, their entries in the left bar, the words of its refusals. */
export interface ConsoleModule {
  routes: readonly unknown[]
  nav: readonly NavEntry[]
  /** Brought when the first refusal comes: a page works without them. */
  refusals?: () => Promise<RefusalTexts>
  hitPages?: HitPages
}

/** Declares a module; keeps the exact types of its routes, so that links to them are checked. */
export function defineModule<const Routes extends readonly unknown[]>(
  module: Omit<ConsoleModule, 'routes'> & { routes: Routes },
) {
  return module
}

type Flatten<Modules extends readonly unknown[]> = Modules extends readonly [infer First, ...infer Rest]
  ? First extends { routes: infer Routes extends readonly unknown[] }
    ? [...Routes, ...Flatten<Rest>]
    : never
  : []

/** The routes of all modules as one tuple. */
export function routesOfModules<const Modules extends readonly ConsoleModule[]>(modules: Modules) {
  return modules.flatMap(module => [...module.routes]) as Flatten<Modules>
}

const ModulesContext = createContext<readonly ConsoleModule[]>([])
export const ModulesProvider = ModulesContext.Provider

/** The modules of this console: the shell reads their entries, the refusal texts their words. */
export function useModules(): readonly ConsoleModule[] {
  return useContext(ModulesContext)
}
