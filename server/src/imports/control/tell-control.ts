import { closeNotices, notify } from '../../messaging/index.ts'
import { type Actor, systemActor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { imports } from '../tables.ts'
import { comparedLines, controlRow } from './control-row.ts'
import { countDebtorDifferences } from './former-debtors-view.ts'

const permission = 'imports.control.sign'

/**
 * A control sheet is entered, and the file that was read agrees with it: who may sign it is told, once a day; not who entered it. One that
 * differs can be signed by nobody, and is told once it agrees.
 */
export async function tellUnsigned(tx: Tx, actor: Actor, importId: string): Promise<void> {
  const row = await controlRow(tx, actor, importId)
  const { found, sheet } = row
  if (!sheet || sheet.signedAt || found.state !== 'planned' || comparedLines(row).differing.length > 0) return
  if ((await countDebtorDifferences(tx, actor, importId)) > 0) return
  await tell(tx, actor, row, { kind: 'control-waiting', enteredBy: sheet.enteredBy, asker: sheet.enteredByName })
}

/** What was signed is loaded: who may take it over is told; not who entered the sheet. */
export async function tellLoaded(tx: Tx, actor: Actor, importId: string): Promise<void> {
  const row = await controlRow(tx, actor, importId)
  if (!row.sheet?.loadedTotals || row.sheet.acceptedAt) return
  const { enteredBy, enteredByName: asker } = row.sheet
  // From the system: who let it be loaded may be the one who takes it over.
  const system = systemActor(tenantOf(actor), actor.requestId)
  await tell(tx, system, row, { kind: 'control-loaded', enteredBy, asker })
}

/** Signed, taken over, given up or taken back: it waits for nobody any more. */
export async function closeControlNotices(tx: Tx, actor: Actor, importId: string): Promise<void> {
  const about = { kind: 'import', id: importId } as const
  await closeNotices(tx, actor, { kinds: ['control-waiting', 'control-loaded'], about })
}

async function tell(
  tx: Tx,
  actor: Actor,
  { found }: Awaited<ReturnType<typeof controlRow>>,
  { kind, enteredBy, asker }: { kind: 'control-waiting' | 'control-loaded'; enteredBy: string; asker: string },
): Promise<void> {
  const { id, communityId, fileName } = found
  const community = await imports(tx)
    .selectFrom('registry.publicCommunity')
    .select('name')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', communityId)
    .executeTakeFirstOrThrow()
  await notify(tx, actor, {
    ...{ kind, onceADay: true, except: enteredBy },
    params: { name: fileName, community: community.name, asker },
    about: { kind: 'import', id },
    to: { permission, communityId, whole: true },
  })
}
