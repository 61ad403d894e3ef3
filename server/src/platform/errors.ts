import { z } from 'zod'

/** An expected failure: thrown by name from a module's table, mapped once to problem+json. Rolls the transaction back. */
export class Refusal extends Error {
  code: string
  status: number
  params: Record<string, unknown>
  errors: { path: string; code: string; message: string }[]

  constructor(
    code: string,
    status: number,
    params: Record<string, unknown>,
    errors: { path: string; code: string; message: string }[] = [],
  ) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.status = status
    this.params = params
    this.errors = errors
  }
}

interface RefusalSpec {
  status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 423 | 429 | 503 | 507
  params?: z.ZodObject
}

type ParamsOf<S extends RefusalSpec> = S['params'] extends z.ZodObject ? [params: z.input<S['params']>] : []

/** Every refusal code there is, filled as modules declare theirs: code → status. */
export const refusalCodes = new Map<string, number>()

/**
 * A module's table of refusals: `refuse.billNotPayable({ billId })` makes the error to throw, code `billing.bill_not_payable`.
 * Text per code lives in the apps' dictionaries.
 */
export function refusals<const T extends Record<string, RefusalSpec>>(module: string, table: T) {
  const made = {} as { [K in keyof T]: (...args: ParamsOf<T[K]>) => Refusal }
  for (const [name, spec] of Object.entries(table) as [keyof T & string, RefusalSpec][]) {
    const code = `${module}.${name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}`
    refusalCodes.set(code, spec.status)
    made[name] = ((params: Record<string, unknown> = {}) => new Refusal(code, spec.status, params)) as never
  }
  return made
}

/** The platform's own refusals, which any route may give. */
export const refuse = refusals('platform', {
  notSignedIn: { status: 401 },
  notAllowed: { status: 403, params: z.object({ permission: z.string() }) },
  crossSite: { status: 403 },
  /** Something is to be done first: a new password, a second factor. */
  dutyFirst: { status: 403, params: z.object({ duty: z.string() }) },
  notFound: { status: 404 },
  tooManyRequests: { status: 429, params: z.object({ retryAfterSeconds: z.number() }) },
  idempotencyKeyMissing: { status: 400 },
  idempotencyKeyReused: { status: 422 },
  busy: { status: 409 },
  /** The disk of the database is full: reading goes on, writing does not. */
  storageFull: { status: 507 },
  /** The demo is being made: reading goes on, writing does not. */
  demoGrowing: { status: 503 },
  alreadyThere: { status: 409 },
  /** The record was edited since it was read; `version` is what it is now. */
  changedMeanwhile: { status: 409, params: z.object({ version: z.int() }) },
  beyondScope: { status: 403 },
  /** Who approves is not who asked. */
  ownRequest: { status: 403 },
  cursorWrong: { status: 400 },
  sortWrong: { status: 400 },
  bodyTooLarge: { status: 413 },
  fileTooLarge: { status: 413, params: z.object({ maxBytes: z.number() }) },
  fileKindRefused: { status: 415, params: z.object({ kind: z.string() }) },
  fileIdTaken: { status: 409 },
  fileAddressExpired: { status: 410 },
  /** The file space of the company is used up. */
  fileQuotaReached: { status: 409, params: z.object({ quotaGb: z.number() }) },
  /** A community may not differ from its company here. */
  settingOfCompany: { status: 409 },
  /** The company has switched this module off, here or everywhere. */
  moduleOff: { status: 403, params: z.object({ module: z.string() }) },
  /** Open modules need the one that is to be closed; or it needs closed ones. Names, with commas. */
  featureNeeded: { status: 409, params: z.object({ modules: z.string() }) },
  featureNeeds: { status: 409, params: z.object({ modules: z.string() }) },
  /** Too many exports wait or run for one person. */
  tooManyExports: { status: 429, params: z.object({ most: z.number() }) },
  exportNotRunning: { status: 409 },
  exportNotReady: { status: 409 },
  exportTooLarge: { status: 422, params: z.object({ rows: z.number(), maxRows: z.number() }) },
})

/**
 * Input that does not fit the contract: each place with a code and words, status 422. A key that is not known is a place of its own; where
 * one of several shapes is wanted, what is wrong with the one that was most likely meant.
 */
export function refuseInput(error: z.ZodError): Refusal {
  return new Refusal('platform.input_wrong', 422, {}, placesOf(error.issues).slice(0, 50))
}

type Issue = z.core.$ZodIssue

function placesOf(
  issues: readonly Issue[],
  above: PropertyKey[] = [],
): { path: string; code: string; message: string }[] {
  return issues.flatMap(issue => {
    const path = [...above, ...issue.path]
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => ({ path: [...path, key].join('.'), code: issue.code, message: issue.message }))
    const meant = issue.code === 'invalid_union' ? nearest(issue.errors) : undefined
    return meant ? placesOf(meant, path) : [{ path: path.join('.'), code: issue.code, message: issue.message }]
  })
}

/** The shape of which the fewest keys are missing, then the one with the fewest complaints. */
function nearest(shapes: readonly Issue[][]): Issue[] | undefined {
  const missing = (issues: readonly Issue[]) =>
    issues.filter(({ path, message }) => path.length === 1 && message.includes('received undefined')).length
  return shapes.toSorted((one, other) => missing(one) - missing(other) || one.length - other.length)[0]
}
refusalCodes.set('platform.input_wrong', 422)
refusalCodes.set('platform.unexpected', 500)
