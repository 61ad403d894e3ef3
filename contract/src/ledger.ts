export * from './ledger/books.ts'
export * from './ledger/entities.ts'
export * from './ledger/periods.ts'
