import { notify } from '../../messaging/index.ts'
import { type Actor, systemActor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { imports } from '../tables.ts'

/** Tells who began an import that it is written, with how much is new and changed, or that it did not come to its end. */
export async function tellEnd(
  tx: Tx,
  actor: Actor,
  importId: string,
  end: { kind: 'import-finished'; created: number; updated: number } | { kind: 'import-failed' },
): Promise<void> {
  const { fileName, startedBy } = await imports(tx)
    .selectFrom('imports.import')
    .select(['fileName', 'startedBy'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', importId)
    .executeTakeFirstOrThrow()
  const counts: Record<string, string> =
    end.kind === 'import-finished'
      ? { created: end.created.toLocaleString('en'), updated: end.updated.toLocaleString('en') }
      : {}
  // From the system: who let it begin waits for it, and is not told of their own deeds otherwise.
  await notify(tx, systemActor(tenantOf(actor), actor.requestId), {
    kind: end.kind,
    params: { name: fileName, ...counts },
    about: { kind: 'import', id: importId },
    to: { staffIds: [startedBy] },
  })
}
