import { defineTexts } from '@anju/ui'

/** What the platform itself, and signing in, may refuse. Other modules bring their own beside their pages. */
export const consoleRefusals = defineTexts({
  'zh-CN': {
    'platform.unreachable': '网络不通或服务器没有响应，请检查网络后重试。',
    'platform.unexpected': '系统出错，操作没有完成。请重试；仍不行请把请求编号发给管理员。',
    'platform.input_wrong': '填写的内容有误，请修改标出的内容。',
    'platform.not_found': '没有找到，可能已被删除，或不在您的管理范围内。',
    'platform.not_allowed': '您没有这项权限，请联系公司管理员。',
    'platform.not_signed_in': '登录已过期，请重新登录。',
    'platform.too_many_requests': '操作太频繁，请过 {retryAfterSeconds} 秒再试。',
    'platform.busy': '刚好有人在改同样的内容，或服务器正忙。请重试。',
    'platform.changed_meanwhile': '您编辑期间，别人已经修改了这条记录。您填写的内容还在，请查看最新内容后再保存。',
    'platform.beyond_scope': '这超出了您的数据范围（小区或楼栋）。',
    'platform.own_request': '这是您自己提交的申请，需要由其他人审批。',
    'platform.cross_site': '请求不是从本站发出的，已拒绝。请刷新页面。',
    'platform.idempotency_key_missing': '系统出错，操作没有完成。请刷新页面后重试。',
    'platform.idempotency_key_reused': '这次提交和之前的不一致，请刷新页面后重试。',
    'platform.cursor_wrong': '列表已经变化，请回到第一页。',
    'platform.sort_wrong': '不支持这种排序，请换一列。',
    'platform.body_too_large': '提交的内容太大。',
    'platform.file_too_large': '文件太大，最多 20 MB。',
    'platform.file_kind_refused': '不支持这种文件。',
    'platform.file_id_taken': '这个文件已经上传过。',
    'platform.file_address_expired': '文件地址已过期，请刷新页面。',
    'platform.export_too_large': '符合条件的有 {rows} 条，一次最多导出 {maxRows} 条，请缩小筛选范围。',
    'identity.wrong_credentials': '账号或密码不对。请注意大小写，连续输错会暂时锁定账号。',
    'identity.locked_out': '连续输错次数太多，账号已暂时锁定，请稍后再试，或请管理员解锁。',
  },
  en: {
    'platform.unreachable': 'The server did not answer. Check the network and try again.',
    'platform.unexpected':
      'Something failed and the action was not completed. Try again; if it keeps failing, send the request id to your administrator.',
    'platform.input_wrong': 'Some input is not right. Correct the marked fields.',
    'platform.not_found': 'Not found: it may be gone, or outside your scope.',
    'platform.not_allowed': 'You do not have this permission. Ask your company administrator.',
    'platform.not_signed_in': 'Your session has ended. Please sign in again.',
    'platform.too_many_requests': 'Too many attempts. Try again in {retryAfterSeconds} seconds.',
    'platform.busy': 'Somebody changed the same thing just now, or the server is busy. Please try again.',
    'platform.changed_meanwhile':
      'Somebody changed this record while you were editing. Your input is still here: look at the present state, then save again.',
    'platform.beyond_scope': 'This reaches beyond the communities or buildings you work for.',
    'platform.own_request': 'You asked for this yourself; somebody else has to approve it.',
    'platform.cross_site': 'The request did not come from this site. Refresh the page.',
    'platform.idempotency_key_missing':
      'Something failed and the action was not completed. Refresh the page and try again.',
    'platform.idempotency_key_reused': 'This differs from what was submitted before. Refresh the page and try again.',
    'platform.cursor_wrong': 'The list has changed. Go back to its first page.',
    'platform.sort_wrong': 'This order is not supported. Choose another column.',
    'platform.body_too_large': 'This is too much to submit at once.',
    'platform.file_too_large': 'The file is too large; the limit is 20 MB.',
    'platform.file_kind_refused': 'This kind of file is not accepted.',
    'platform.file_id_taken': 'This file is uploaded already.',
    'platform.file_address_expired': 'The file address has expired. Refresh the page.',
    'platform.export_too_large': '{rows} records match and at most {maxRows} can be exported. Narrow the filters.',
    'identity.wrong_credentials':
      'Wrong account or password. Mind upper and lower case; repeated mistakes lock the account for a while.',
    'identity.locked_out':
      'Too many wrong attempts: the account is locked for a while. Try again later, or ask an administrator to unlock it.',
  },
})
