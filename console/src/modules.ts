import { analytics } from './analytics/routes.tsx'
import { approvals } from './approvals/routes.tsx'
import { debits } from './billing/debits/routes.tsx'
import { funds } from './billing/funds/routes.tsx'
import { purchases } from './billing/purchases/routes.tsx'
import { purses } from './billing/purses/routes.tsx'
import { billing } from './billing/routes.tsx'
import { devices } from './devices/routes.tsx'
import { identity } from './identity/routes.tsx'
import { imports } from './imports/routes.tsx'
import { ledger } from './ledger/routes.tsx'
import { messaging } from './messaging/routes.tsx'
import { metering } from './metering/routes.tsx'
import { payments } from './payments/routes.tsx'
import { platform } from './platform/routes.tsx'
import { leases } from './registry/lease-routes.tsx'
import { parking } from './registry/parking-routes.tsx'
import { places } from './registry/places/routes.tsx'
import { registry } from './registry/routes.tsx'
import { residents } from './residents/routes.tsx'
import { serviceDesk } from './service-desk/routes.tsx'
import { workforce } from './workforce/routes.tsx'
import { workspace } from './workspace/routes.tsx'

/** Every module of the console. A new one adds its import and its name here, and nothing else outside its folder. */
export const modules = [
  workspace,
  approvals,
  billing,
  purses,
  funds,
  debits,
  purchases,
  payments,
  ledger,
  metering,
  analytics,
  serviceDesk,
  registry,
  parking,
  leases,
  workforce,
  residents,
  imports,
  messaging,
  devices,
  identity,
  platform,
  places,
] as const
