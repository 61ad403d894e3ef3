import { z } from 'zod'

/** How money comes: cash 现金, transfer 银行转账, pos 刷卡, cheque 支票, direct-debit 银行代扣. */
export const PaymentMethod = z.enum(['cash', 'transfer', 'pos', 'cheque', 'direct-debit'])

/** How it is taken at the desk; a direct debit comes from the bank alone. */
export const DeskMethod = PaymentMethod.exclude(['direct-debit'])
