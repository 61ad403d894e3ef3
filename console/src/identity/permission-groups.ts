import { type Permission, STAFF_PERMISSIONS } from '@anju/contract'

const MODULES = [
  'registry',
  'residents',
  'workforce',
  'imports',
  'metering',
  'devices',
  'billing',
  'payments',
  'ledger',
  'approvals',
  'service-desk',
  'analytics',
  'identity',
  'platform',
] as const

export type PermissionModule = (typeof MODULES)[number] | 'other'

export interface PermissionGroup {
  module: PermissionModule
  permissions: Permission[]
}

/** The permissions that a staff role may hold, by the module they belong to: daily work first, administration last. */
export function permissionGroups(): PermissionGroup[] {
  const moduleOf = (permission: Permission): PermissionModule => {
    const name = permission.slice(0, permission.indexOf('.'))
    return MODULES.find(module => module === name) ?? 'other'
  }
  return [...MODULES, 'other' as const]
    .map(module => ({ module, permissions: STAFF_PERMISSIONS.filter(permission => moduleOf(permission) === module) }))
    .filter(({ permissions }) => permissions.length > 0)
}
