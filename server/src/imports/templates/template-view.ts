import type { imports as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { writeTemplate } from '../../platform/excel/write-template.ts'
import { WORKBOOK_TYPE } from '../../platform/export-table.ts'
import type { FileAnswer } from '../../platform/module.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { refuse } from '../errors.ts'
import { KINDS } from '../kinds/kinds.ts'
import { TEMPLATE_FACTS } from '../kinds/template-rows.ts'
import { imports } from '../tables.ts'
import { MappingTemplate } from '../workbook/mapping.ts'
import { GUIDE_SHEET } from '../workbook/suggest-mapping.ts'

type Listed = ResponseOf<typeof contract.listTemplates>

/** Mappings that were saved and whose name has the text, the latest first; which sheets and kinds they know. */
export async function listTemplates(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listTemplates>,
): Promise<Listed> {
  const keys = keyset(
    input,
    sql<string>`t.id`,
    { createdAt: { by: sql`t.created_at`, type: 'timestamptz' }, name: { by: sql`t.name`, type: 'text' } },
    '-createdAt',
  )
  const part = input.text?.trim().toLowerCase() ?? ''
  const all = imports(tx)
    .selectFrom('imports.template as t')
    .where('t.tenantId', '=', tenantOf(actor))
    .$if(part !== '', query => query.where(sql<SqlBool>`position(${part} in lower(t.name)) > 0`))
  const rows = await all
    .select(['t.id', 't.version', 't.name', 't.sheets', 't.createdAt', keys.key.as('sortKey')])
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await all.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, '-createdAt')
  return { ...page, items: page.items.map(({ sheets, ...row }) => ({ ...row, sheets: sheetsOf(row.name, sheets) })) }
}

function sheetsOf(name: string, sheets: unknown): Listed['items'][number]['sheets'] {
  const parsed = MappingTemplate.safeParse({ name, sheets })
  const used = parsed.data?.sheets.filter(({ kind }) => kind !== null) ?? []
  return used.map(({ sheet, kind, columns }) => ({
    sheet,
    kind: kind ?? 'premises',
    fields: columns.filter(({ field }) => field !== null).length,
  }))
}

/** Templates are the company's: whoever sees only some communities uses them and leaves them as they are. */
function requireWholeCompany(actor: Actor): void {
  if (actor.communityIds !== null) throw platformRefuse.beyondScope()
}

/** Gives a saved mapping another name. Errors: platform.not_found, platform.changed_meanwhile, imports.template_name_taken. */
export async function renameTemplate(
  tx: Tx,
  actor: Actor,
  { templateId, name, version }: RequestOf<typeof contract.renameTemplate>,
): Promise<void> {
  requireWholeCompany(actor)
  const taken = await imports(tx)
    .selectFrom('imports.template')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('name', '=', name)
    .where('id', '<>', templateId)
    .executeTakeFirst()
  if (taken) throw refuse.templateNameTaken()
  const renamed = await imports(tx)
    .updateTable('imports.template')
    .set({ name, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', templateId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!renamed) throw await changedOrGone(tx, actor, templateId)
}

/** Why a saved mapping is not there in the version that was seen. */
async function changedOrGone(tx: Tx, actor: Actor, templateId: string): Promise<Error> {
  const now = await imports(tx)
    .selectFrom('imports.template')
    .select('version')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', templateId)
    .executeTakeFirst()
  return now ? platformRefuse.changedMeanwhile({ version: now.version }) : platformRefuse.notFound()
}

/** Forgets a saved mapping; imports made with it stay. Errors: platform.not_found, platform.changed_meanwhile. */
export async function deleteTemplate(
  tx: Tx,
  actor: Actor,
  { templateId, version }: RequestOf<typeof contract.deleteTemplate>,
): Promise<void> {
  requireWholeCompany(actor)
  const deleted = await imports(tx)
    .deleteFrom('imports.template')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', templateId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!deleted) throw await changedOrGone(tx, actor, templateId)
}

/** A workbook to fill in: of one kind, or of all, each with its headings, notes and choices; a last sheet explains them, with examples. */
export async function emptyWorkbook(
  _tx: Tx,
  _actor: Actor,
  { kind }: RequestOf<typeof contract.emptyWorkbook>,
): Promise<FileAnswer> {
  const wanted = KINDS.filter(definition => kind === undefined || definition.kind === kind)
  const body = await writeTemplate(
    wanted.map(({ kind: of, label, fields }) => ({
      name: label['zh-CN'],
      columns: fields.flatMap(({ field, label: heading, required }) => {
        const facts = TEMPLATE_FACTS[of][field]
        if (!facts) return []
        const { note = '', choices = [], examples } = facts
        return [{ heading: heading['zh-CN'], required, note, choices, examples }]
      }),
    })),
    GUIDE_SHEET,
  )
  const [only] = wanted.length === 1 ? wanted : []
  return { name: `${only ? only.label['zh-CN'] : '全部资料'}-导入模板.xlsx`, mediaType: WORKBOOK_TYPE, body }
}
