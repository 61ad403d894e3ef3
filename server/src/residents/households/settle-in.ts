import { residentAccounts } from '../../identity/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { addPeople, ensureOccupancies } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { householdChanged } from '../events.ts'
import { residents } from '../tables.ts'
import type { OccupantKind } from './household.ts'
import { staysOf } from './household-view.ts'

interface SettleIn {
  accountId: string
  communityId: string
  premisesId: string
  kind: OccupantKind
  /** For an account without a person. */
  name: string | null
  /** A person recorded in the home who the account is: only the account is bound. Null: the account's own person, or a new one. */
  personId?: string | null
  /** The last day; null while it lasts. */
  untilOn: string | null
}

/**
 * Records the person behind an account in a home from today; an account without a person becomes one. The actor sees the whole
 * registry of the company (staff within scope, or the system). Answers the person.
 * Errors: residents.name_missing, residents.person_has_account, residents.already_there.
 */
export async function settleIn(tx: Tx, actor: Actor, input: SettleIn): Promise<string> {
  const { communityId, premisesId, kind } = input
  const personId = await personOf(tx, actor, input)
  const stays = await staysOf(tx, actor, premisesId)
  const recorded = stays.some(stay => stay.personId === personId)
  if (recorded && personId !== input.personId) throw refuse.alreadyThere()
  if (!recorded)
    await ensureOccupancies(tx, actor, [{ premisesId, personId, kind, fromOn: today(), toOn: input.untilOn }], {
      follows: () => true,
    })
  await publish(tx, householdChanged, { communityId, premisesId })
  return personId
}

async function personOf(tx: Tx, actor: Actor, input: SettleIn): Promise<string> {
  const account = await residentAccounts.read(tx, actor, input.accountId)
  if (!account) throw platformRefuse.notFound()
  if (account.personId !== null) return account.personId
  if (input.personId) {
    const person = await residents(tx)
      .selectFrom('registry.publicPerson')
      .select('name')
      .where('tenantId', '=', tenantOf(actor))
      .where('id', '=', input.personId)
      .executeTakeFirst()
    if (!person) throw platformRefuse.notFound()
    const bound = await residentAccounts.bind(tx, actor, {
      accountId: account.id,
      personId: input.personId,
      name: person.name,
    })
    if (!bound) throw refuse.personHasAccount()
    return input.personId
  }
  if (!input.name) throw refuse.nameMissing()
  const personId = newId()
  // The registry opens accounts by phone, and finds this one waiting.
  await addPeople(tx, actor, input.communityId, [
    { id: personId, name: input.name, sex: null, phone: account.phone, idNumber: null },
  ])
  await residentAccounts.bind(tx, actor, { accountId: account.id, personId, name: input.name })
  return personId
}
