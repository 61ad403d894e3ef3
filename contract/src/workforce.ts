export * from './workforce/employees.ts'
export * from './workforce/teams.ts'
