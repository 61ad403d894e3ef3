import { listMyBills } from './bills/my-bills-view.ts'
import { readAccount } from './collections/account-view.ts'
import { readMyFund } from './funds/my-fund-view.ts'

/** What residents see of the money of their homes: bills, what is prepaid and held, and for owners the maintenance fund. */
export const myMoney = { listMyBills, readAccount, readMyFund }
