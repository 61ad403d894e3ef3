import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, tenantOf } from './actor.ts'
import { now } from './clock.ts'
import { drawer, type Tx } from './db.ts'
import type { CellInput } from './excel/write-workbook.ts'

const platform = drawer('platform')

/** Whom personal data is about: a person of the registry, a resident account, or both. */
export interface AboutPerson {
  personId: string | null
  /** The person and the records that were merged into it; empty where there is no person. */
  personIds: readonly string[]
  accountId: string | null
}

/** One table of what a module keeps about a person, in words. */
export interface PersonalSection {
  title: string
  columns: readonly string[]
  rows: readonly (readonly CellInput[])[]
}

/** What a module tells of a person. It filters by the person itself: the system asks, past the walls of households. */
export type CollectPersonalData = (tx: Tx, actor: Actor, about: AboutPerson) => Promise<PersonalSection[]>

/** Something that has to end before a person can be erased. */
export interface Hindrance {
  kind: 'lives-here' | 'owner' | 'lease' | 'home-lease' | 'debt' | 'order'
  /** Which home, how much, which order. */
  text: string
}

/** What an erasing changes, or leaves and why. */
export interface ErasurePart {
  title: string
  rows: number
  fate: 'removed' | 'anonymised' | 'kept'
  reason: string | null
}

/** What a module is told to erase. */
export interface Erasing extends AboutPerson {
  /** Stands where the name stood. */
  pseudonym: string
  /** Every number of the person, read before anything went. */
  phones: readonly string[]
  /** Ids of what the person had or did: filled by the modules, in their order from the right; audit lines about them are blanked. */
  objectIds: Set<string>
  /** Files whose bytes and rows go. */
  fileIds: Set<string>
}

/** How a module answers for the personal data in its tables. */
export interface PersonalData {
  collect: CollectPersonalData
  /** The person's phones in full. */
  phonesOf?: (tx: Tx, actor: Actor, about: AboutPerson) => Promise<string[]>
  /** What stands in the way of erasing. */
  hinders?: (tx: Tx, actor: Actor, about: AboutPerson) => Promise<Hindrance[]>
  /** Anonymises in place or deletes; again changes nothing. */
  erase: (tx: Tx, actor: Actor, erasing: Erasing) => Promise<ErasurePart[]>
  /** Tables with personal data that `erase` sees to, or the reason why they stay; the tidy tests ask for each. */
  tables: Readonly<Record<string, 'erased' | { kept: string }>>
}

const parts = new Map<string, PersonalData>()

/** Makes a module's part known; `defineModule` does it. */
export function declarePersonalData(module: string, part: PersonalData): void {
  parts.set(module, part)
}

/** Puts the parts into the order of the modules; whoever loads the modules does it. */
export function orderPersonalData(order: readonly string[]): void {
  const known = order.flatMap(name => {
    const found = parts.get(name)
    return found ? [[name, found] as const] : []
  })
  parts.clear()
  for (const [name, found] of known) parts.set(name, found)
}

/** Every module's part, in the order of the modules. */
export function personalDataParts(): ReadonlyMap<string, PersonalData> {
  return parts
}

/** Everything that the modules keep about a person, in their order; empty tables are left out. */
export async function collectPersonalData(tx: Tx, actor: Actor, about: AboutPerson): Promise<PersonalSection[]> {
  const sections: PersonalSection[] = []
  for (const part of parts.values()) sections.push(...(await part.collect(tx, actor, about)))
  sections.push(...(await collectPlatform(tx, actor, about)))
  return sections.filter(section => section.rows.length > 0)
}

const PURPOSES: Record<string, string> = { photo: '照片', document: '文档', workbook: '表格' }

/** The files that the account sent, and who saw the person's numbers in full. */
async function collectPlatform(tx: Tx, actor: Actor, about: AboutPerson): Promise<PersonalSection[]> {
  const tenantId = tenantOf(actor)
  const files = await sql<{ name: string; purpose: string; bytes: bigint; at: Date }>`
    select name, purpose, bytes, at from platform.file where tenant_id = ${tenantId} and uploaded_by = ${about.accountId}
    order by at desc limit 5000`.execute(platform(tx))
  const reveals = await sql<{ at: Date; actorName: string; reason: string }>`
    select at, actor_name, reason from platform.reveal where tenant_id = ${tenantId} and subject_id = any(${about.personIds}::uuid[])
    order by at desc limit 5000`.execute(platform(tx))
  return [
    {
      title: '上传的文件',
      columns: ['文件名', '类型', '大小（字节）', '上传时间'],
      rows: files.rows.map(row => [row.name, PURPOSES[row.purpose] ?? row.purpose, Number(row.bytes), row.at]),
    },
    {
      title: '谁看过完整号码',
      columns: ['时间', '查看人', '理由'],
      rows: reveals.rows.map(row => [row.at, row.actorName, row.reason]),
    },
  ]
}

/** What stands in the way of erasing a person, asked of every module. */
export async function hindrancesOf(tx: Tx, actor: Actor, about: AboutPerson): Promise<Hindrance[]> {
  const found: Hindrance[] = []
  for (const part of parts.values()) found.push(...((await part.hinders?.(tx, actor, about)) ?? []))
  return found
}

/** The word that stands for an erased person: the same each time, and no way back to the name. */
export function pseudonymOf({ personId, accountId }: Pick<AboutPerson, 'personId' | 'accountId'>): string {
  const mark = createHash('sha256')
    .update(`erased ${personId ?? accountId}`)
    .digest('hex')
    .slice(0, 8)
    .toUpperCase()
  return `已删除用户-${mark}`
}

/**
 * Erases a person in every module, from the right to the left, then blanks what the audit log tells of them. As the system only.
 * Answers what went and what stays; the bytes of `fileIds` are the caller's to remove, after the commit.
 */
export async function erasePersonalData(
  tx: Tx,
  actor: Actor,
  about: AboutPerson,
): Promise<{ parts: ErasurePart[]; fileIds: string[] }> {
  const phones: string[] = []
  for (const part of parts.values()) phones.push(...((await part.phonesOf?.(tx, actor, about)) ?? []))
  const erasing: Erasing = {
    ...about,
    pseudonym: pseudonymOf(about),
    phones: [...new Set(phones)],
    objectIds: new Set([...about.personIds, about.accountId].filter(id => id !== null)),
    fileIds: new Set(),
  }
  const done: ErasurePart[] = []
  for (const part of [...parts.values()].reverse()) done.unshift(...(await part.erase(tx, actor, erasing)))
  const fileIds = [...erasing.fileIds]
  done.push(...(await erasePlatform(tx, actor, erasing, fileIds)))
  return { parts: done.filter(part => part.rows > 0), fileIds }
}

/** A line of what an erasing did; only what is kept needs a reason. */
export function erased(title: string, rows: number | bigint | undefined, fate: 'removed' | 'anonymised'): ErasurePart {
  return { title, rows: Number(rows ?? 0), fate, reason: null }
}

/** A line of what an erasing leaves, and why. */
export function kept(title: string, rows: number | bigint | undefined, reason: string): ErasurePart {
  return { title, rows: Number(rows ?? 0), fate: 'kept', reason }
}

/** Rows of files, the names of uploads, answers kept for repetition, reasons of reveals, and the audit log. */
async function erasePlatform(tx: Tx, actor: Actor, erasing: Erasing, fileIds: string[]): Promise<ErasurePart[]> {
  const tenantId = tenantOf(actor)
  const { personId, accountId, pseudonym } = erasing
  const files =
    await sql`delete from platform.file where tenant_id = ${tenantId} and id = any(${fileIds}::uuid[])`.execute(
      platform(tx),
    )
  await sql`update platform.file set uploaded_by_name = ${pseudonym}
    where tenant_id = ${tenantId} and uploaded_by = ${accountId} and uploaded_by_name <> ${pseudonym}`.execute(
    platform(tx),
  )
  await sql`delete from platform.idempotency where tenant_id = ${tenantId} and (actor_id = ${accountId}
    or exists (select 1 from unnest(${[...erasing.objectIds]}::text[]) id where strpos(response::text, id) > 0))`.execute(
    platform(tx),
  )
  await sql`update platform.reveal set reason = '***' where tenant_id = ${tenantId} and subject_id = any(${erasing.personIds}::uuid[]) and reason <> '***'`.execute(
    platform(tx),
  )
  const attest = {
    at: now().toISOString(),
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    object: personId ?? accountId,
    address: null,
    request_id: actor.requestId,
  }
  const accounts = accountId === null ? [] : [accountId]
  const { rows } = await sql<{
    lines: number
  }>`select platform.redact_audit(${[...erasing.objectIds]}::text[], ${accounts}::uuid[],
    ${pseudonym}, ${JSON.stringify(attest)}::jsonb) as lines`.execute(platform(tx))
  return [
    erased('照片和附件', files.numAffectedRows, 'removed'),
    erased('操作日志中的姓名和内容', rows[0]?.lines, 'anonymised'),
  ]
}
