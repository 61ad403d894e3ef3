import { now } from '../../platform/clock.ts'
import { defineCron } from '../../platform/cron/define-cron.ts'
import { identity } from '../tables.ts'

const DAY_MS = 24 * 3600_000

/** Codes count against their phone and address for a day; after that they are removed. They belong to no company. */
export const clearSignInCodes = defineCron('identity.clearSignInCodes', { everyMinutes: 60 }, async tx => {
  await identity(tx)
    .deleteFrom('identity.signInCode')
    .where('expiresAt', '<', new Date(now().getTime() - DAY_MS))
    .execute()
})
