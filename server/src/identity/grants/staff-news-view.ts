import { roleGrantAsked, roleGrantDecided, staffDisabled } from '../events.ts'
import { readGrantById } from './grant-view.ts'

/** What happens to accounts of staff, for who listens: disabled; a role asked for and decided, with what the request says. */
export const staffNews = {
  disabled: staffDisabled,
  grantAsked: roleGrantAsked,
  grantDecided: roleGrantDecided,
  readGrant: readGrantById,
}
