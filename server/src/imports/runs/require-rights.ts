import type { Permission } from '@anju/contract'
import { type Actor, can } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import type { SheetKind } from '../workbook/mapping.ts'
import { importRow } from './import-state.ts'
import type { StoredSheet } from './plan-workbook.ts'

/** What a sheet of the kind needs besides the right to import: it writes what others keep, or takes it back. */
const RIGHTS: Partial<Record<SheetKind, Permission>> = {
  'opening-debts': 'billing.bills.issue',
  'opening-purses': 'billing.bills.issue',
  'opening-deposits': 'billing.bills.issue',
  leases: 'registry.leases.manage',
  meters: 'metering.meters.manage',
  readings: 'metering.readings.enter',
  'opening-readings': 'metering.readings.approve',
  staff: 'workforce.staff.manage',
}

/**
 * Whoever lets an import be written or taken back may do so with each of its sheets. Errors: platform.not_allowed; platform.beyond_scope
 * where staff of the whole company come from one of its communities.
 */
export async function requireRights(tx: Tx, actor: Actor, importId: string): Promise<void> {
  const { sheets } = await importRow(tx, actor, importId)
  for (const { kind } of sheets as StoredSheet[]) {
    const permission = kind === null ? undefined : RIGHTS[kind]
    if (permission && !can(actor, permission)) throw platformRefuse.notAllowed({ permission })
    if (kind === 'staff' && actor.communityIds !== null) throw platformRefuse.beyondScope()
  }
}
