import type { residents as contract, RequestOf } from '@anju/contract'
import { type Actor, accountOf, systemActor, tenantOf } from '../../platform/actor.ts'
import { audit } from '../../platform/audit.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { writeWorkbook } from '../../platform/excel/write-workbook.ts'
import type { Door, FileAnswer } from '../../platform/module.ts'
import { type AboutPerson, collectPersonalData, type PersonalSection } from '../../platform/personal-data.ts'
import { residents } from '../tables.ts'

/**
 * Everything that is stored about the resident who asks. Homes left long ago lie behind the walls, so the system collects, in the resident's
 * name; it is written to the audit log.
 */
export async function exportMyData(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.exportMyData>,
): Promise<FileAnswer> {
  const about = { personId: actor.personId, accountId: accountOf(actor) }
  return collect(door, actor, about, input.format)
}

/** Everything that is stored about a person within the scope of who asks, to hand over on request. Errors: platform.not_found. */
export async function exportPersonalData(
  door: Door,
  actor: Actor,
  input: RequestOf<typeof contract.exportPersonalData>,
): Promise<FileAnswer> {
  const about = await door.run(actor, tx => aboutPerson(tx, actor, input.personId), { readOnly: true })
  return collect(door, actor, about, input.format)
}

async function aboutPerson(tx: Tx, actor: Actor, personId: string): Promise<AboutPerson> {
  const person = await residents(tx)
    .selectFrom('registry.publicPerson')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person) throw refuse.notFound()
  const account = await residents(tx)
    .selectFrom('identity.publicResident')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('personId', '=', personId)
    .executeTakeFirst()
  return { personId, accountId: account?.id ?? null }
}

async function collect(door: Door, actor: Actor, about: AboutPerson, format: 'xlsx' | 'json'): Promise<FileAnswer> {
  const system = {
    ...systemActor(tenantOf(actor), actor.requestId),
    id: actor.id,
    name: actor.name,
    address: actor.address,
  }
  const sections = await door.run(system, async tx => {
    audit(tx, 'residents.personalDataExported', about.personId ?? about.accountId, { format, askedBy: actor.kind })
    return collectPersonalData(tx, system, about)
  })
  const name = `个人信息-${today()}.${format}`
  if (format === 'json')
    return { name, mediaType: 'application/json; charset=utf-8', body: Buffer.from(jsonOf(sections), 'utf8') }
  const body = await writeWorkbook(
    sections.map(section => ({
      name: section.title,
      columns: section.columns.map(heading => ({ heading, format: 'text' as const, width: 18 })),
      rows: section.rows.map(row => row.map(cell => (cell instanceof Date ? cell.toISOString() : cell))),
    })),
  )
  return { name, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', body }
}

function jsonOf(sections: PersonalSection[]): string {
  const tables = sections.map(({ title, columns, rows }) => [
    title,
    rows.map(row => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]))),
  ])
  return JSON.stringify({ exportedAt: now().toISOString(), ...Object.fromEntries(tables) }, null, 2)
}
