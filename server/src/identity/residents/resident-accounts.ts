import { bindAccount, readResidentAccount } from './bind-account.ts'
import { closeAccount } from './close-account.ts'

/** What modules to the right do with one account of a resident: read it with its phone, say who it is, close it. */
export const residentAccounts = { read: readResidentAccount, bind: bindAccount, close: closeAccount }
