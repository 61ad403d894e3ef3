import type { messaging as contract, Permission } from '@anju/contract'
import type { z } from 'zod'
import type { Actor } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { idFrom, newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs.ts'
import type { Told } from '../../platform/module.ts'
import { deliverNotices } from './deliver-notices.ts'

/** Who gets a notice. Whoever cannot sign in (no account, disabled) gets none. */
type NoticeAudience =
  | { staffIds: string[] }
  /**
   * Active staff who hold the permission and whose data scope has the community (null: whatever the scope) and the premises, if any;
   * `whole`: not those of some of its buildings.
   */
  | { permission: Permission; communityId: string | null; ofPremisesId?: string | null; whole?: boolean }
  | { personIds: string[] }
  /** Residents who are somebody in these premises today. */
  | { premisesId: string }
  | { residentIds: string[] }

export interface NoticeInput {
  /** Several audiences of one notice share an id: who belongs to two of them has it once. */
  id?: string
  /** When it happened, and the account that did it and needs no telling: now and who acts, unless an event was told earlier. */
  at?: string
  except?: string | null
  kind: contract.NoticeKindName
  /** However often it is told in a day, each account has it once; needs what it is about. */
  onceADay?: boolean
  /** Names and numbers for the words of the kind; no secrets, phones masked. */
  params?: Record<string, string>
  about?: z.input<typeof contract.NoticeAbout>
  to: NoticeAudience
}

const CHUNK = 500

/**
 * Puts notices into inboxes, by a job of this transaction: no commit, no notice. Who acts is left out of the recipients. The job runs
 * as the system, so a resident's deed may tell staff whom the resident cannot see.
 */
export async function notify(tx: Tx, actor: Actor, notices: NoticeInput | NoticeInput[]): Promise<void> {
  const wanted = [notices].flat().map(({ onceADay = false, ...notice }) => ({
    id:
      onceADay && notice.about ? idFrom(`${notice.kind} ${notice.about.kind} ${notice.about.id} ${today()}`) : newId(),
    ...{ at: now().toISOString(), except: actor.id },
    ...notice,
  }))
  for (let start = 0; start < wanted.length; start += CHUNK)
    await enqueue(tx, deliverNotices, { notices: wanted.slice(start, start + CHUNK) })
}

/** Of an event that was told: when it happened, and who did it. */
export function toldBy({ at, by }: Told): Pick<NoticeInput, 'at' | 'except'> {
  return { at: at.toISOString(), except: by }
}
