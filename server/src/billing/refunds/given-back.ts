import type { EntryInput } from '../../ledger/index.ts'
import { newId } from '../../platform/ids.ts'
import { givenAwayPostings, receivablePostings } from '../collections/receivable.ts'
import type { SettledPart } from '../collections/settled-part.ts'
import type { AskedRefund } from './apply-refund.ts'

/** The entry by which what was rounded off, or let off, is owed again; none where nothing was. */
export function givenBack(
  asked: Pick<AskedRefund, 'id' | 'communityId' | 'reason'>,
  on: string,
  { sourceKind, memo }: { sourceKind: string; memo: string },
  parts: readonly SettledPart[],
): EntryInput[] {
  if (parts.length === 0) return []
  const { id: sourceId, communityId, reason } = asked
  const postings = [...receivablePostings(parts, -1n), ...givenAwayPostings(parts, -1n)]
  return [{ id: newId(), communityId, postedOn: on, sourceKind, sourceId, memo: `${memo} ${reason}`, postings }]
}
