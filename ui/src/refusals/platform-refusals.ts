/** Texts for the platform's own refusals, which any route may give. The apps add those of their modules. */
const zhCN = {
  'platform.unreachable': '连接不上服务器，请检查网络后重试。',
  'platform.unexpected': '出了点问题，请稍后重试。',
  'platform.not_signed_in': '登录已失效，请重新登录。',
  'platform.not_allowed': '您没有权限做这件事。',
  'platform.cross_site': '请求来源不被信任，请从本页面重新操作。',
  'platform.not_found': '内容不存在，或您无权查看。',
  'platform.input_wrong': '填写的内容有误，请检查后重试。',
  'platform.too_many_requests': '操作太频繁，请稍后再试。',
  'platform.busy': '系统正忙，请稍后重试。',
  'platform.demo_growing': '演示数据还在生成，完成后就能办理，请稍候。',
  'platform.storage_full': '服务器的磁盘已满，暂时不能保存。请联系管理员。',
  'platform.changed_meanwhile': '刚有人修改过，请刷新后再保存。',
  'platform.beyond_scope': '这超出了您的数据范围（小区或楼栋）。',
  'platform.duty_first': '请先修改密码或绑定动态口令。',
  'platform.own_request': '这是您自己提交的申请，需要由其他人审批。',
  'platform.idempotency_key_reused': '这次操作已经提交过，请刷新后查看结果。',
  'platform.file_too_large': '文件太大，请换一个。',
  'platform.file_kind_refused': '不支持这种文件，请选择照片。',
  'platform.file_id_taken': '上传出错，请删除后重新添加。',
  'platform.module_off': '物业公司没有启用这个功能。',
  'platform.file_quota_reached': '物业公司的文件空间已满，暂时不能上传照片。',
  'platform.file_address_expired': '链接已过期，请刷新页面。',
}

const en: Record<keyof typeof zhCN, string> = {
  'platform.unreachable': 'The server cannot be reached. Check your network and try again.',
  'platform.unexpected': 'Something went wrong. Please try again later.',
  'platform.not_signed_in': 'Your session has ended. Please sign in again.',
  'platform.not_allowed': 'You may not do this.',
  'platform.cross_site': 'This request was not trusted. Please try again from this page.',
  'platform.not_found': 'This does not exist, or you may not see it.',
  'platform.input_wrong': 'Something you entered is not right. Please check it.',
  'platform.too_many_requests': 'Too many attempts. Please wait a moment.',
  'platform.busy': 'The system is busy. Please try again in a moment.',
  'platform.demo_growing': 'The demo is still being made: please wait a moment until it is complete.',
  'platform.storage_full': 'The server’s disk is full: nothing can be saved for now. Please tell the administrator.',
  'platform.changed_meanwhile': 'Somebody changed this just now. Refresh, then save again.',
  'platform.beyond_scope': 'This reaches beyond the communities or buildings you work for.',
  'platform.duty_first': 'A new password or a second factor comes first.',
  'platform.own_request': 'You asked for this yourself; somebody else has to approve it.',
  'platform.idempotency_key_reused': 'This was already submitted. Refresh to see the result.',
  'platform.file_too_large': 'This file is too large. Choose another one.',
  'platform.file_kind_refused': 'This kind of file is not supported. Choose a photo.',
  'platform.file_id_taken': 'The upload failed. Remove it and add it again.',
  'platform.module_off': 'The company has not opened this function.',
  'platform.file_quota_reached': 'The company’s file space is full: photos cannot be uploaded for now.',
  'platform.file_address_expired': 'This link has expired. Refresh the page.',
}

export const platformRefusals = { 'zh-CN': zhCN, en }

export type PlatformCode = keyof typeof zhCN
