import { parseCode } from '../workbook/parse-words.ts'
import type { RefBook } from '../workbook/ref-book.ts'
import type { RowReader } from '../workbook/sheet-plan.ts'
import type { OwnerProposal } from './owners.ts'

/** The owner a room or space names; null when the cell is empty or the owner is not to be had, which is noted. */
export function readOwnerRef(row: RowReader, owners: RefBook<OwnerProposal>): string | null {
  const ref = row.optional('ownerRef', parseCode())
  if (ref === null || owners.accepted.has(ref) || owners.known.has(ref)) return ref
  const rejected = owners.rejected.get(ref)
  if (rejected) row.fail('ownerRef', 'owner_rejected', { value: ref, ...rejected })
  else row.fail('ownerRef', 'owner_missing', { value: ref })
  return null
}
