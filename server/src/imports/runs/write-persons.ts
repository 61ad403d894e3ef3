import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { blindIndex, maskPhone } from '../../platform/seal.ts'
import { addPeople, phones } from '../../registry/index.ts'
import { imports } from '../tables.ts'
import type { Place, ProposedChange, Writer } from './write-proposals.ts'

/** A person of a workbook, with where the workbook says that they live. */
export interface WantedPerson {
  kind: 'owners' | 'people'
  sheet: string
  row: number
  name: string
  type?: 'person' | 'organisation'
  sex: 'male' | 'female' | null
  phones: string[]
  idNumber: string | null
  /** What tells the person apart when neither phone nor ID number is known. */
  fallback: string
  premisesIds: string[]
}

/**
 * By what a person of a workbook is recognised within a community: the workbook's own number means nothing outside it. Kept as blind
 * indexes, so that the same file again finds the same people, and so does a file that knows only one of phone and ID number.
 */
function printsOf({ name, phones, idNumber, fallback }: WantedPerson): string[] {
  const [phone = null] = phones
  const identity = phone || idNumber ? [name, phone, idNumber] : [name, fallback]
  return [identity, ...(idNumber ? [['id', idNumber]] : []), ...(phone ? [['phone', name, phone]] : [])].map(parts =>
    blindIndex('import-owner', JSON.stringify(parts)).toString('hex'),
  )
}

const PART = 5000

/**
 * Finds or adds the people of a workbook; answers the id of each, how many were new, and whose phone the workbook says otherwise.
 * Somebody of the same name who lives in the very same home today is the same person.
 */
export async function writePersons(
  tx: Tx,
  actor: Actor,
  place: Place,
  wanted: readonly WantedPerson[],
  write: Writer,
): Promise<{
  idOf: Map<WantedPerson, string>
  createdOf: (kind: WantedPerson['kind']) => number
  changes: ProposedChange[]
}> {
  const idByPrint = await storedPrints(tx, actor, place)
  const printsOfEach = wanted.map(printsOf)
  const atHome = await namesAtHome(
    tx,
    actor,
    wanted.filter((_, index) => !printsOfEach[index]?.some(print => idByPrint.has(print))),
  )
  const twins = twinsOf(wanted)
  const idOf = new Map<WantedPerson, string>()
  const fresh: (WantedPerson & { id: string })[] = []
  const known: WantedPerson[] = []
  const learned: { print: string; id: string }[] = []
  // Who is told apart by phone or ID number first, so that a row that gives neither finds them.
  const order = [...wanted.keys()].sort((a, b) => Number(isBare(wanted[a])) - Number(isBare(wanted[b])))
  for (const index of order) {
    const person = wanted[index] as WantedPerson
    const prints = printsOfEach[index] ?? []
    const found =
      prints.map(print => idByPrint.get(print)).find(id => id !== undefined) ??
      person.premisesIds.map(id => atHome.get(`${id}\n${person.name}`)).find(id => id !== undefined) ??
      idOf.get(twins.get(person) ?? person)
    const id = found ?? newId()
    if (found) known.push(person)
    else fresh.push({ ...person, id })
    idOf.set(person, id)
    for (const print of prints) {
      if (idByPrint.has(print)) continue
      idByPrint.set(print, id)
      learned.push({ print, id })
    }
  }
  await write.parts(fresh, part => addPeople(tx, actor, place.communityId, part.map(personInput)))
  const changes = await phoneChanges(tx, actor, known, idOf)
  // Who is recognised by another print than before is remembered by it only once the difference is taken over.
  const unconfirmed = new Set(changes.map(change => change.objectId))
  const confirmed = learned.filter(({ id }) => !unconfirmed.has(id))
  for (let start = 0; start < confirmed.length; start += PART)
    await remember(tx, actor, place, confirmed.slice(start, start + PART))
  return { idOf, createdOf: kind => fresh.filter(person => person.kind === kind).length, changes }
}

function isBare(person: WantedPerson | undefined): boolean {
  return !person?.phones.length && !person?.idNumber
}

/** For whom neither phone nor ID number is written: the only one of this name in one of the same homes who has one. */
function twinsOf(wanted: readonly WantedPerson[]): Map<WantedPerson, WantedPerson> {
  const keysOf = (person: WantedPerson) => person.premisesIds.map(id => `${id}\n${person.name}`)
  const told = new Map<string, Map<string, WantedPerson>>()
  for (const person of wanted.filter(one => !isBare(one)))
    for (const key of keysOf(person)) {
      const known = told.get(key) ?? new Map<string, WantedPerson>()
      told.set(key, known.set(JSON.stringify([person.phones[0], person.idNumber]), person))
    }
  const twins = new Map<WantedPerson, WantedPerson>()
  for (const person of wanted.filter(isBare))
    for (const key of keysOf(person)) {
      const [only, ...more] = told.get(key)?.values() ?? []
      if (only && more.length === 0) twins.set(person, only)
    }
  return twins
}

function personInput({ id, name, type, sex, phones, idNumber }: WantedPerson & { id: string }) {
  const [phone = null, ...morePhones] = phones
  return { id, name, type: type ?? ('person' as const), sex, phone, morePhones, idNumber }
}

async function storedPrints(tx: Tx, actor: Actor, place: Place): Promise<Map<string, string>> {
  const stored = await imports(tx)
    .selectFrom('imports.externalRef')
    .select(['ref', 'objectId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', place.communityId)
    .where('kind', '=', 'owner')
    .execute()
  return new Map(stored.map(({ ref, objectId }) => [ref, objectId]))
}

/** Who lives today in the homes of these people, by home and name; two of one name in one home tell nothing. */
async function namesAtHome(tx: Tx, actor: Actor, people: readonly WantedPerson[]): Promise<Map<string, string>> {
  const premisesIds = [...new Set(people.flatMap(person => person.premisesIds))]
  if (premisesIds.length === 0) return new Map()
  const { rows } = await sql<{ premisesId: string; name: string; ids: string[] }>`
    select o.premises_id, p.name, array_agg(distinct p.id) as ids
    from registry.public_occupancy o join registry.public_person p on p.tenant_id = o.tenant_id and p.id = o.person_id
    where o.tenant_id = ${tenantOf(actor)} and o.premises_id = any (${premisesIds}::uuid[]) and o.to_on is null
    group by 1, 2`.execute(imports(tx))
  return new Map(
    rows.flatMap(row => (row.ids.length === 1 ? [[`${row.premisesId}\n${row.name}`, row.ids[0] ?? '']] : [])),
  )
}

async function phoneChanges(
  tx: Tx,
  actor: Actor,
  known: readonly WantedPerson[],
  idOf: ReadonlyMap<WantedPerson, string>,
): Promise<ProposedChange[]> {
  const stored = await phones.primaryPhones(tx, actor, [...new Set(known.map(person => idOf.get(person) ?? ''))])
  const told = new Set<string>()
  return known.flatMap(person => {
    const objectId = idOf.get(person) ?? ''
    const [phone] = person.phones
    const before = stored.get(objectId) ?? null
    if (!phone || phone === before || told.has(objectId)) return []
    told.add(objectId)
    return [
      {
        ...{ kind: person.kind, sheet: person.sheet, row: person.row, label: person.name, objectId },
        ...{ field: 'phone' as const, value: phone },
        before: before && maskPhone(before),
        valueBefore: before,
        after: maskPhone(phone),
      },
    ]
  })
}

async function remember(
  tx: Tx,
  actor: Actor,
  place: Place,
  learned: readonly { print: string; id: string }[],
): Promise<void> {
  await sql`insert into imports.external_ref (tenant_id, community_id, kind, ref, object_id, import_id)
    select ${tenantOf(actor)}, ${place.communityId}, 'owner', r.ref, r.object_id, ${place.importId}
    from unnest(${learned.map(one => one.print)}::text[], ${learned.map(one => one.id)}::uuid[]) as r(ref, object_id)
    on conflict do nothing`.execute(imports(tx))
}
