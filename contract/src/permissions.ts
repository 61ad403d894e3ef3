/**
 * Every permission there is. A staff role is a set of these; `my.*` belong to every signed-in resident and to nobody else.
 * Order is the order of the role editor.
 */
export const PERMISSIONS = [
  'identity.staff.read',
  'identity.staff.manage',
  'identity.roles.manage',
  'platform.audit.read',
  'platform.files.read',
  'platform.settings.read',
  'platform.settings.manage',
  'registry.communities.manage',
  'registry.premises.read',
  'registry.premises.edit',
  'registry.premises.merge',
  'registry.documents.read',
  'registry.documents.manage',
  'registry.people.read',
  'registry.people.edit',
  'registry.people.merge',
  'registry.people.reveal',
  'registry.occupancies.manage',
  'registry.leases.read',
  'registry.leases.manage',
  'registry.fields.manage',
  'registry.vehicles.read',
  'registry.vehicles.manage',
  'registry.spaces.read',
  'registry.spaces.manage',
  'registry.quality.read',
  'registry.quality.manage',
  'workforce.staff.read',
  'workforce.staff.manage',
  'workforce.rota.read',
  'workforce.rota.manage',
  'workforce.attendance.read',
  'workforce.attendance.manage',
  'workforce.leave.approve',
  'workforce.self',
  'residents.applications.manage',
  'residents.privacy.manage',
  'imports.run',
  'metering.meters.read',
  'metering.meters.manage',
  'billing.rules.read',
  'billing.rules.manage',
  'billing.bills.read',
  'billing.bills.generate',
  'billing.bills.issue',
  'payments.collect',
  'payments.receipts.read',
  'service-desk.orders.read',
  'service-desk.orders.report',
  'service-desk.orders.dispatch',
  'service-desk.orders.work',
  'analytics.dashboard.read',
  'my.profile',
  'my.household',
  'my.bills.read',
  'my.orders',
  'my.vehicles',
] as const

export type Permission = (typeof PERMISSIONS)[number]

/** The permissions that a staff role may hold. */
export const STAFF_PERMISSIONS = PERMISSIONS.filter(p => !p.startsWith('my.'))

/** What every resident may do, always for the own household only. */
export const RESIDENT_PERMISSIONS = PERMISSIONS.filter(p => p.startsWith('my.'))
