export * from './residents/applications.ts'
export * from './residents/consents.ts'
export * from './residents/households.ts'
export * from './residents/invitations.ts'
