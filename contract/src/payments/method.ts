import { z } from 'zod'

/** How money comes: cash 现金, transfer 银行转账, pos 刷卡, cheque 支票. */
export const PaymentMethod = z.enum(['cash', 'transfer', 'pos', 'cheque'])
