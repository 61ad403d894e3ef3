import type { zhCN } from './zh-CN.ts'

/** The same words in English; the type is the Chinese dictionary. */
export const en: Record<keyof typeof zhCN, string> = {
  product: 'Anju Field',
  'tabs.label': 'Main pages',
  'tabs.tasks': 'Tasks',
  'tabs.shift': 'Shift',
  'tabs.notices': 'Inbox',
  'tabs.me': 'Me',
  'shell.pageFailed': 'This page did not open',
  'shell.notFound': 'There is no such page',
  'shell.notFoundText': 'The address may have changed. Please begin at the start.',
  'shell.toHome': 'Back to the start',
  'shell.online': 'Online',
  'shell.offline': 'Offline',
  'shell.waiting': 'To send {count}',
}
