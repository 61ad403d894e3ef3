import { z } from 'zod'
import { tenantOf } from '../actor.ts'
import { now } from '../clock.ts'
import { drawer } from '../db.ts'
import { defineManualJob } from '../jobs.ts'
import { removeExportFile } from './export-view.ts'

const platform = drawer('platform')

/** Deletes the file of an export whose days are over; that there was one stays known. */
export const dropExport = defineManualJob(
  'platform.dropExport',
  z.object({ exportId: z.uuid() }),
  async (door, actor, { exportId }) => {
    const dropped = await door.run(tx =>
      platform(tx)
        .updateTable('platform.export')
        .set({ state: 'expired' })
        .where('tenantId', '=', tenantOf(actor))
        .where('id', '=', exportId)
        .where('state', '=', 'ready')
        .where('expiresAt', '<=', now())
        .returning('id')
        .executeTakeFirst(),
    )
    if (dropped) await removeExportFile(door.config.dataDir, tenantOf(actor), exportId)
  },
)
