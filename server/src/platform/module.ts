import type { Readable } from 'node:stream'
import type { RequestOf, ResponseOf, RouteSpec } from '@anju/contract'
import type { z } from 'zod'
import type { Actor } from './actor.ts'
import type { Config } from './config.ts'
import type { CronDefinition } from './cron/define-cron.ts'
import type { Database, TransactionOptions, Tx } from './db.ts'
import type { EventDefinition } from './events.ts'
import { declareFeature } from './features/define-feature.ts'
import { declareCommunities, type ReadCommunityIds } from './features/open-communities.ts'
import type { JobDefinition } from './jobs.ts'
import { declarePersonalData, type PersonalData } from './personal-data.ts'
import { declareHistory, type SharedLinesOf } from './record-history.ts'
import { declareNames, type NameSources } from './record-names.ts'
import type { ModuleSearchPart, SearchPart } from './search.ts'
import type { SettingDefinition } from './settings/define-setting.ts'

/** What a route that answers bytes gives back. */
export interface FileAnswer {
  name: string
  mediaType: string
  body: Buffer | Readable
  /** Show in the browser rather than save. */
  inline?: boolean
  /** Seconds a browser may keep it; private. 0 by default. */
  maxAgeSeconds?: number
  /** Only these bytes (both ends included) of so many: answered as 206. */
  range?: { from: number; to: number; total: number }
}

/** What a `manual` route gets instead of a transaction: it opens its own, and may touch the reply. */
export interface Door {
  db: Database
  config: Config
  run<T>(actor: Actor, work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** The raw body of an upload route. */
  upload: Readable | null
  address: string | null
  device: string | null
  setCookie(name: string, value: string, expires: Date): void
  clearCookie(name: string): void
  /** For `stream` routes: a connection that stays open. */
  openStream(): {
    send(event: { id?: string; name: string; data: unknown }): void
    comment(): void
    end(): void
    onClose(listener: () => void): void
  }
  header(name: string): string | null
}

type AnswerOf<S extends RouteSpec> = S['response'] extends 'file' ? FileAnswer : ResponseOf<S>
type PromiseOf<S extends RouteSpec> = S['response'] extends z.ZodType | 'file' ? Promise<AnswerOf<S>> : Promise<void>
type First<S extends RouteSpec> = S['transaction'] extends 'manual' ? Door : Tx

/** A verb that serves a route: the input is the parsed request, the answer the contract's response. */
export type Verb<S extends RouteSpec> = (first: First<S>, actor: Actor, input: RequestOf<S>) => PromiseOf<S>

export interface Handler {
  spec: RouteSpec
  verb: (first: never, actor: Actor, input: never) => Promise<unknown>
  /** Whether a request (by its query, unparsed) is one of those whose plans do not depend on its values; see `planOnce` of a transaction. */
  planOnce?: (query: Record<string, unknown>) => boolean
}

/** Pairs a route of the contract with its verb; the types must agree. */
export function handle<S extends RouteSpec>(
  spec: S,
  verb: Verb<NoInfer<S>>,
  options: Pick<Handler, 'planOnce'> = {},
): Handler {
  return { spec, verb: verb as never, ...options }
}

/** When an event was told, and by whose account. */
export interface Told {
  at: Date
  by: string | null
}

export interface Subscription {
  event: EventDefinition
  /** Stable name, `module.listener`: part of the once-only key. */
  subscriber: string
  listen: (tx: Tx, actor: Actor, payload: never, told: Told) => Promise<void>
}

/** Pairs an event with a listener of a module to its right. */
export function on<P extends z.ZodType>(
  event: EventDefinition<P>,
  subscriber: string,
  listen: (tx: Tx, actor: Actor, payload: z.output<P>, told: Told) => Promise<void>,
): Subscription {
  return { event: event as unknown as EventDefinition, subscriber, listen: listen as never }
}

export interface Module {
  name: string
  routes: Handler[]
  jobs: JobDefinition[]
  on: Subscription[]
  /** What a company decides for itself; see `defineSetting`. */
  settings: SettingDefinition[]
  /** What happens by the clock in each company; see `defineCron`. */
  cron: CronDefinition[]
  /** A company may switch this module off; it then needs these others open. Absent: it is always there. */
  feature?: { requires: readonly string[] }
  /** The communities that the walls of a transaction show: the module that has them says how they are read. */
  communityIds?: ReadCommunityIds
  /** How it tells and erases what it keeps about a person; see `collectPersonalData`, `erasePersonalData`. */
  personalData?: PersonalData
  /** What it knows of the history of records of any module, besides the audit lines that name them. */
  history?: SharedLinesOf
  /** What its records are called in lists that name many kinds; see `namesOf`. */
  names?: NameSources
  /** What the global search can find here; see platform/search.ts. */
  search: ModuleSearchPart[]
}

/** A module's table of contents. */
export function defineModule(
  name: string,
  parts: Partial<Omit<Module, 'name' | 'search'>> & { search?: SearchPart[] },
): Module {
  const { routes = [], jobs = [], on = [], settings = [], cron = [] } = parts
  const { feature, communityIds, personalData, history, names } = parts
  const search = (parts.search ?? []).map(part => ({ ...part, module: name }))
  for (const { key } of settings) {
    if (!key.startsWith(`${name}.`)) throw new Error(`The setting ${key} does not belong to ${name}.`)
  }
  if (feature) declareFeature(name, feature.requires)
  if (communityIds) declareCommunities(communityIds)
  if (personalData) declarePersonalData(name, personalData)
  if (history) declareHistory(name, history)
  if (names) declareNames(names)
  return { name, routes, jobs, on, settings, cron, search, feature, communityIds, personalData, history, names }
}
