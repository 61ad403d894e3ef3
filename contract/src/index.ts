import * as analytics from './analytics.ts'
import * as approvals from './approvals.ts'
import * as billing from './billing.ts'
import * as devices from './devices.ts'
import * as identity from './identity.ts'
import * as imports from './imports.ts'
import * as ledger from './ledger.ts'
import * as messaging from './messaging.ts'
import * as metering from './metering.ts'
import * as payments from './payments.ts'
import * as platform from './platform.ts'
import * as portal from './portal.ts'
import * as registry from './registry.ts'
import * as residents from './residents.ts'
import type { Audience, Route, RouteSpec } from './route.ts'
import * as serviceDesk from './service-desk.ts'
import * as workforce from './workforce.ts'

export * from './approval-texts.ts'
export * from './client.ts'
export { STAFF_NOTICE_TEXTS } from './notice-texts.ts'
export * from './open-modules.ts'
export * from './permissions.ts'
export * from './record-kinds.ts'
export * from './route.ts'
export * from './values.ts'
export {
  analytics,
  approvals,
  billing,
  devices,
  identity,
  imports,
  ledger,
  messaging,
  metering,
  payments,
  platform,
  portal,
  registry,
  residents,
  serviceDesk,
  workforce,
}

const MODULES: Record<string, Record<string, unknown>> = {
  platform,
  identity,
  registry,
  workforce,
  messaging,
  approvals,
  residents,
  ledger,
  payments,
  metering,
  billing,
  'service-desk': serviceDesk,
  devices,
  imports,
  portal,
  analytics,
}

function isRoute(value: unknown): value is RouteSpec {
  return typeof value === 'object' && value !== null && 'path' in value && 'permission' in value && 'method' in value
}

function audienceOf(spec: RouteSpec): Audience {
  if (spec.permission === 'public' || spec.permission === 'signed-in') return 'any'
  return spec.permission.startsWith('my.') ? 'resident' : 'staff'
}

/** Every route there is, with its full name `module.verb`, in module order. */
export const routes: Route[] = Object.entries(MODULES).flatMap(([module, members]) =>
  Object.entries(members)
    .filter((entry): entry is [string, RouteSpec] => isRoute(entry[1]))
    .map(([verb, spec]) => ({ ...spec, name: `${module}.${verb}`, module, audience: audienceOf(spec) })),
)
