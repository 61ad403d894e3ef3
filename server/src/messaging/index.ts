export { type NoticeInput, notify } from './notices/notify-accounts.ts'
