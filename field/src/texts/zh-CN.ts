/** The words of the shell; each module's own stand beside its pages. These keys are the type. */
export const zhCN = {
  product: '安居员工',
  'tabs.label': '主要页面',
  'tabs.tasks': '任务',
  'tabs.shift': '班次',
  'tabs.notices': '消息',
  'tabs.me': '我的',
  'shell.pageFailed': '页面没有打开',
  'shell.notFound': '没有这个页面',
  'shell.notFoundText': '地址可能已经变更，请从首页重新进入。',
  'shell.toHome': '回到首页',
  'shell.online': '在线',
  'shell.offline': '离线',
  'shell.waiting': '待上传 {count}',
} as const
