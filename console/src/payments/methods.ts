/** How money comes, in the order of the desk's keys. */
export const METHODS = ['cash', 'pos', 'transfer', 'cheque'] as const
