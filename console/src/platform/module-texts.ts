import { defineTexts } from '@anju/ui'

/** What the first part of an action is called. */
export const useModuleTexts = defineTexts({
  'zh-CN': {
    identity: '账号',
    registry: '客户房产',
    messaging: '消息',
    residents: '住户入住',
    imports: '导入',
    billing: '收费',
    payments: '收款',
    approvals: '审批',
    metering: '表具',
    devices: '设备接入',
    'service-desk': '工单',
    portal: '业主端',
    platform: '平台',
    analytics: '经营数据',
    workforce: '员工',
  },
  en: {
    identity: 'Accounts',
    registry: 'People & premises',
    messaging: 'Inbox',
    residents: 'Residents',
    imports: 'Imports',
    billing: 'Charges',
    payments: 'Payments',
    approvals: 'Approvals',
    metering: 'Meters',
    devices: 'Devices',
    'service-desk': 'Work orders',
    portal: 'Resident app',
    platform: 'Platform',
    analytics: 'Figures',
    workforce: 'Workforce',
  },
})
