import type { billing as contract, ResponseOf } from '@anju/contract'
import type { Tx } from '../../platform/db.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { discountApproval } from '../settings.ts'

type Kind = ResponseOf<typeof contract.listDiscounts>['items'][number]['kind']

const ASKING: Record<'none' | 'vacant-hardship' | 'every', ReadonlySet<Kind>> = {
  none: new Set(),
  'vacant-hardship': new Set<Kind>(['vacant', 'hardship']),
  every: new Set<Kind>(['vacant', 'hardship', 'other']),
}

/** Of which kinds a discount that staff gives waits for somebody else, by community (domain.md 1.2: 减免 has its approver chain by amount). */
export async function readAsking(tx: Tx, communityIds: readonly string[]): Promise<Map<string, ReadonlySet<Kind>>> {
  const asking = new Map<string, ReadonlySet<Kind>>()
  for (const communityId of new Set(communityIds))
    asking.set(communityId, ASKING[await readSetting(tx, discountApproval, { communityId })])
  return asking
}
