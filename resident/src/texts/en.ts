import type { zhCN } from './zh-CN.ts'

/** The same words in English; the type is the Chinese dictionary. */
export const en: Record<keyof typeof zhCN, string> = {
  product: 'Anju',
  'tabs.label': 'Main pages',
  'tabs.home': 'Home',
  'tabs.bills': 'Bills',
  'tabs.orders': 'Repairs',
  'tabs.me': 'Me',
  'shell.pageFailed': 'This page did not open',
  'shell.notFound': 'There is no such page',
  'shell.notFoundText': 'The address may have changed. Please start from home.',
  'shell.toHome': 'Back to home',
}
