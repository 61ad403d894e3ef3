import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { unseal } from '../../platform/seal.ts'
import { personChanged } from '../events.ts'
import { registry } from '../tables.ts'
import { followResident } from './follow-resident.ts'
import { documentProblems, parseFacts } from './parse-facts.ts'
import { columnsOf } from './person-columns.ts'
import { readPerson } from './person-detail-view.ts'
import { refuseProblems } from './refuse-problems.ts'
import { writePersonDetails } from './write-person-details.ts'

type Detail = ResponseOf<typeof contract.readPerson>

/** Corrects a person; a name that changes is remembered as a former one. The audit line holds what changed, numbers masked. */
export async function editPerson(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.editPerson>,
): Promise<ResponseOf<typeof contract.editPerson>> {
  const { personId } = input
  const before = await readPerson(tx, actor, { personId })
  if (before.mergedInto || before.erasedOn) throw refuse.notFound()
  const { facts, idNumber } = parseFacts(input, await storedIdNumber(tx, actor, personId))
  refuseProblems(documentProblems(facts, idNumber))
  const updated = await registry(tx)
    .updateTable('registry.person')
    .set({ ...columnsOf(facts, idNumber), version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', personId)
    .where('version', '=', input.version)
    .returning('version')
    .executeTakeFirst()
  if (!updated) throw refuse.changedMeanwhile({ version: before.version })
  refuseProblems(await writePersonDetails(tx, actor, personId, facts))
  await followResident(tx, actor, personId, { phonesWereKnown: before.phones.length > 0 })
  await publish(tx, personChanged, { communityId: before.communityId, personId })
  const after = await readPerson(tx, actor, { personId })
  recordChanges(tx, changeable(before), changeable(after))
  return after
}

async function storedIdNumber(tx: Tx, actor: Actor, personId: string): Promise<string | null> {
  const row = await registry(tx)
    .selectFrom('registry.person')
    .select('idNumberSealed')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', personId)
    .executeTakeFirst()
  return row?.idNumberSealed ? unseal(row.idNumberSealed) : null
}

/** What an edit may change, as it is shown: masked. */
function changeable(person: Detail) {
  const { id: _, premises: __, occupancies: ___, createdAt: ____, updatedAt: _____, version: ______, ...facts } = person
  return facts
}
