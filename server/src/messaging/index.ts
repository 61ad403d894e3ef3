export { closeNotices } from './notices/close-notices.ts'
export { type NoticeInput, notify } from './notices/notify-accounts.ts'
