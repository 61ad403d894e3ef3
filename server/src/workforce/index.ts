export { type EmployeeInput, ensureEmployees, staffGround } from './employees/ensure-employees.ts'
