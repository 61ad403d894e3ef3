import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { imports } from '../tables.ts'
import { differences, lineUp, totalsFrom } from './control-total.ts'

/** The row of a control sheet with its import's state and totals. */
export async function controlRow(tx: Tx, actor: Actor, importId: string, { lock = false } = {}) {
  const found = await imports(tx)
    .selectFrom('imports.import')
    .select(['id', 'state', 'communityId', 'fileName', 'fileTotals', 'fileSha256', 'committedByName', 'committedAt'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', importId)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
  const sheet = await imports(tx)
    .selectFrom('imports.controlSheet')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .executeTakeFirst()
  return { found, sheet: sheet ?? null }
}

type ControlRow = Awaited<ReturnType<typeof controlRow>>

/** All three sides in one list, and what of them does not agree. */
export function comparedLines({ found, sheet }: ControlRow) {
  const legacy = totalsFrom(sheet?.legacyTotals)
  const loaded = totalsFrom(sheet?.loadedTotals)
  const lines = lineUp({ legacy, file: totalsFrom(found.fileTotals), loaded })
  return { lines, differing: differences(lines, sheet?.loadedTotals ? 'loaded' : 'file') }
}
