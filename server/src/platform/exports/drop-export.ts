import { z } from 'zod'
import { tenantOf } from '../actor.ts'
import { now } from '../clock.ts'
import { drawer } from '../db.ts'
import { defineManualJob } from '../jobs.ts'
import { removeExportFile } from './export-view.ts'

const platform = drawer('platform')

/** Deletes the file of an export whose days are over, or that was given up; that there was one stays known. */
export const dropExport = defineManualJob(
  'platform.dropExport',
  z.object({ exportId: z.uuid() }),
  async (door, actor, { exportId }) => {
    const dropped = await door.run(async tx => {
      await platform(tx)
        .updateTable('platform.export')
        .set({ state: 'expired' })
        .where('tenantId', '=', tenantOf(actor))
        .where('id', '=', exportId)
        .where('state', '=', 'ready')
        .where('expiresAt', '<=', now())
        .execute()
      const row = await platform(tx)
        .selectFrom('platform.export')
        .select('state')
        .where('tenantId', '=', tenantOf(actor))
        .where('id', '=', exportId)
        .executeTakeFirst()
      return row?.state === 'expired' || row?.state === 'cancelled'
    })
    if (dropped) await removeExportFile(door.config.dataDir, tenantOf(actor), exportId)
  },
)
