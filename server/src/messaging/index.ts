export { type NoticeAudience, type NoticeInput, notify } from './notices/notify.ts'
