import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { historyOf } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { maskPhone, unseal } from '../../platform/seal.ts'
import { occupanciesOf } from '../occupancies/occupancy-view.ts'
import { registry } from '../tables.ts'
import { maskAddress, maskEmail, openContactData } from './contact-data.ts'
import { masked, presentHouseholds, primaryPhone, tagsOfPerson } from './person-view.ts'

type Detail = ResponseOf<typeof contract.readPerson>

/** One person, masked, with everything known and the households over time. A merged one is told with where it went. */
export async function readPerson(tx: Tx, actor: Actor, input: { personId: string }): Promise<Detail> {
  const { personId } = input
  const row = await registry(tx)
    .selectFrom('registry.person as n')
    .innerJoin('registry.community as c', join =>
      join.onRef('c.tenantId', '=', 'n.tenantId').onRef('c.id', '=', 'n.communityId'),
    )
    .select(['n.id', 'n.type', 'n.name', 'n.sex', 'n.idNumberSealed', 'n.communityId', 'c.name as communityName'])
    .select([
      'n.formerNames',
      'n.birthday',
      'n.idType',
      'n.email',
      'n.emailSealed',
      'n.postalAddress',
      'n.postalAddressSealed',
      'n.legalRepresentative',
      'n.note',
    ])
    .select(['n.createdAt', 'n.updatedAt', 'n.mergedInto', 'n.erasedOn', 'n.version'])
    .select([primaryPhone.as('phoneSealed'), presentHouseholds().as('premises'), tagsOfPerson.as('tags')])
    .where('n.tenantId', '=', tenantOf(actor))
    .where('n.id', '=', personId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  const { email, postalAddress } = openContactData(row)
  return {
    ...masked(row),
    communityId: row.communityId,
    communityName: row.communityName,
    formerNames: row.formerNames,
    birthday: row.birthday,
    idType: row.idType as Detail['idType'],
    emailMasked: email === null ? null : maskEmail(email),
    postalAddressMasked: postalAddress === null ? null : maskAddress(postalAddress),
    legalRepresentative: row.legalRepresentative,
    note: row.note,
    phones: await phonesOf(tx, actor, personId),
    contacts: await contactsOf(tx, actor, personId),
    pets: await petsOf(tx, actor, personId),
    occupancies: await occupanciesOf(tx, actor, { personId }),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    mergedInto: row.mergedInto,
    erasedOn: row.erasedOn,
    version: row.version,
  }
}

/** Who changed what of a person, when and why. */
export async function personHistory(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.personHistory>,
): Promise<ResponseOf<typeof contract.personHistory>> {
  const { personId } = input
  const person = await registry(tx)
    .selectFrom('registry.person')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person) throw refuse.notFound()
  return historyOf(tx, actor, [personId], input)
}

async function phonesOf(tx: Tx, actor: Actor, personId: string): Promise<Detail['phones']> {
  const rows = await registry(tx)
    .selectFrom('registry.personPhone')
    .select(['id', 'kind', 'numberSealed', 'isPrimary', 'verifiedAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('personId', '=', personId)
    .orderBy('position')
    .execute()
  return rows.map(row => ({
    id: row.id,
    kind: row.kind as Detail['phones'][number]['kind'],
    numberMasked: maskPhone(unseal(row.numberSealed)),
    primary: row.isPrimary,
    verifiedAt: row.verifiedAt,
  }))
}

async function contactsOf(tx: Tx, actor: Actor, personId: string): Promise<Detail['contacts']> {
  const rows = await registry(tx)
    .selectFrom('registry.personContact')
    .select(['id', 'name', 'relation', 'phoneSealed'])
    .where('tenantId', '=', tenantOf(actor))
    .where('personId', '=', personId)
    .orderBy('position')
    .execute()
  return rows.map(({ phoneSealed, ...row }) => ({
    ...row,
    phoneMasked: phoneSealed ? maskPhone(unseal(phoneSealed)) : null,
  }))
}

async function petsOf(tx: Tx, actor: Actor, personId: string): Promise<Detail['pets']> {
  const rows = await registry(tx)
    .selectFrom('registry.pet')
    .select(['id', 'name', 'species', 'breed', 'licenceNumber', 'vaccinatedOn'])
    .where('tenantId', '=', tenantOf(actor))
    .where('personId', '=', personId)
    .orderBy('position')
    .execute()
  return rows.map(row => ({ ...row, species: row.species as Detail['pets'][number]['species'] }))
}
