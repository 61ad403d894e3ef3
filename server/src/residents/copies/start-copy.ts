import type { residents as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { refuse } from '../errors.ts'
import { aboutPerson } from '../requests/about-person.ts'
import { residents } from '../tables.ts'
import { type Copy, readCopy } from './copy-view.ts'
import { writeDataExport } from './write-copy.ts'

/** Begins to write everything about the resident who asks. Errors: residents.export_running (five at a time). */
export function startMyDataExport(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.startMyDataExport>,
): Promise<Copy> {
  return start(tx, actor, { ...input, personId: actor.personId, accountId: accountOf(actor) })
}

/** Begins to write everything about a person within scope. Errors: platform.not_found, residents.export_running. */
export async function startDataExport(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.startDataExport>,
): Promise<Copy> {
  const { personId, accountId } = await aboutPerson(tx, actor, { personId: input.personId, accountId: null })
  return start(tx, actor, { id: input.id, format: input.format, personId, accountId })
}

interface NewCopy {
  id: string
  format: 'xlsx' | 'json'
  personId: string | null
  accountId: string | null
}

async function start(tx: Tx, actor: Actor, copy: NewCopy): Promise<Copy> {
  const { rows } = await sql<{
    same: boolean
    waiting: number
  }>`select coalesce(bool_or(id = ${copy.id}), false) as same,
      count(*) filter (where state = 'waiting' and asked_at > ${aMomentAgo()})::int as waiting from residents.data_export
    where tenant_id = ${tenantOf(actor)} and asked_by = ${accountOf(actor)}`.execute(residents(tx))
  if (rows[0]?.same) return readCopy(tx, actor, copy.id)
  if ((rows[0]?.waiting ?? 0) >= MOST_AT_ONCE) throw refuse.exportRunning()
  await residents(tx)
    .insertInto('residents.dataExport')
    .values({
      ...{ ...copy, tenantId: tenantOf(actor), askedAt: now() },
      ...{ askedByKind: actor.kind, askedBy: accountOf(actor), askedByName: actor.name },
    })
    .execute()
  const object = copy.personId ?? copy.accountId
  audit(tx, 'residents.personalDataExported', object, { format: copy.format, askedBy: actor.kind })
  await enqueue(tx, writeDataExport, { exportId: copy.id })
  return readCopy(tx, actor, copy.id)
}

const MOST_AT_ONCE = 5
/** What waits longer has been given up: it does not stand in the way for ever. */
const GIVEN_UP_MS = 10 * 60_000
const aMomentAgo = () => new Date(now().getTime() - GIVEN_UP_MS)
