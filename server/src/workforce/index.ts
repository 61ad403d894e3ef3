export { createEmployee } from './employees/edit-employee.ts'
export { certificateExpiring, employmentEnded, staffChanged } from './events.ts'
export { createPost } from './posts/edit-post.ts'
export { createTeam } from './teams/edit-team.ts'
