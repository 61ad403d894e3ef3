import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { personChanged } from '../events.ts'
import { answerFields } from '../fields/set-fields.ts'
import { registry } from '../tables.ts'
import { followResident } from './follow-resident.ts'
import { documentProblems, parseFacts } from './parse-facts.ts'
import { columnsOf } from './person-columns.ts'
import { readPerson } from './person-detail-view.ts'
import { refuseProblems } from './refuse-problems.ts'
import { writePersonDetails } from './write-person-details.ts'

/** Registers a person or an organisation in a community; opens the resident account of the primary phone. */
export async function createPerson(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.createPerson>,
): Promise<ResponseOf<typeof contract.createPerson>> {
  const community = await registry(tx)
    .selectFrom('registry.community')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.communityId)
    .executeTakeFirst()
  if (!community) throw refuse.notFound()
  const { facts, idNumber } = parseFacts(input, null)
  refuseProblems(documentProblems(facts, idNumber))
  await registry(tx)
    .insertInto('registry.person')
    .values({
      tenantId: tenantOf(actor),
      id: input.id,
      communityId: input.communityId,
      createdAt: now(),
      ...columnsOf(facts, idNumber),
    })
    .execute()
  refuseProblems(await writePersonDetails(tx, actor, input.id, facts))
  await answerFields(tx, actor, { subject: 'person', id: input.id }, input.values)
  await followResident(tx, actor, input.id)
  await publish(tx, personChanged, { communityId: input.communityId, personId: input.id })
  return readPerson(tx, actor, { personId: input.id })
}
