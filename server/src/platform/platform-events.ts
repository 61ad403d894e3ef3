import { z } from 'zod'
import { defineEvent } from './events.ts'

/** A module was opened or closed: open screens ask anew who they are. */
export const featureSwitched = defineEvent(
  'platform.featureSwitched',
  z.object({ module: z.string(), communityId: z.uuid().optional() }),
  { staff: 'platform.settings.read', residents: false },
)
