import { blindIndex, seal } from '../../platform/seal.ts'
import { maskAccount } from '../refunds/write-request.ts'

/** An account number as it is stored: sealed, found whole, and shown by its end. */
export function sealedAccount(accountNumber: string) {
  return {
    accountSealed: seal(accountNumber),
    accountIndex: accountIndex(accountNumber),
    accountMasked: maskAccount(accountNumber),
  }
}

/** By which a whole account number is found. */
export function accountIndex(accountNumber: string): Buffer {
  return blindIndex('bank-account', accountNumber)
}
