import { defineTexts } from '@anju/ui'

/** What bringing people into their homes may be refused. */
export const residentsRefusals = defineTexts({
  'zh-CN': {
    'residents.consent_text_changed': '告知内容已更新，请阅读新的内容后再决定。',
    'residents.room_unclear': '没有找到这个房号，或者有几套同号，请选一个查到的。',
    'residents.already_there': '这个人已经登记在这套房里。',
    'residents.already_applied': '这套房已经有一份等待审核的申请。',
    'residents.too_many_applications': '等待审核的申请太多，最多 {max} 份。',
    'residents.already_decided': '这份申请已经处理过了，请刷新后查看。',
    'residents.person_has_account': '选的这位住户已经用另一个手机号登录，请先核对。',
    'residents.until_past': '截止日期不能早于今天。',
    'residents.invitation_wrong': '邀请码不对，或者已经用过。',
    'residents.invitation_expired': '邀请码已过期，请重新发一个。',
    'residents.name_missing': '请填写姓名。',
    'residents.too_many_invitations': '这套房还有 {max} 个没用的邀请码，请先撤回不要的。',
    'residents.already_accepted': '这个邀请码已经有人用了，不能撤回。',
    'residents.owners_only': '只有业主可以邀请和移除成员。',
    'residents.stay_not_yours': '这位成员只能由物业办理。',
  },
  en: {
    'residents.consent_text_changed': 'The text was changed. Please read the present one.',
    'residents.room_unclear': 'No room, or more than one, has this number. Choose one that was found.',
    'residents.already_there': 'This person is recorded in the home already.',
    'residents.already_applied': 'An application for this home is waiting already.',
    'residents.too_many_applications': 'Too many applications wait; {max} are the most.',
    'residents.already_decided': 'This application was decided meanwhile. Refresh to see it.',
    'residents.person_has_account': 'The occupant you chose signs in by another phone. Please check first.',
    'residents.until_past': 'The last day cannot be before today.',
    'residents.invitation_wrong': 'The code is not right, or was used already.',
    'residents.invitation_expired': 'The code has expired. Make another one.',
    'residents.name_missing': 'Please enter the name.',
    'residents.too_many_invitations': 'This home has {max} unused codes. Take back those not needed first.',
    'residents.already_accepted': 'Somebody has used this code; it cannot be taken back.',
    'residents.owners_only': 'Only owners may invite and remove members.',
    'residents.stay_not_yours': 'Only the company can end this stay.',
  },
})
