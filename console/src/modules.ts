import { approvals } from './approvals/routes.tsx'
