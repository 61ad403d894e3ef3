/** How money comes, in the order of the desk's keys; the last comes from the bank. */
export const METHODS = ['cash', 'pos', 'transfer', 'cheque', 'direct-debit'] as const
