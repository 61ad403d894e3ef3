import { z } from 'zod'
import { route } from '../route.ts'
import { Instant } from '../values.ts'

export const ConsentPurpose = z.enum(['privacy-policy', 'satisfaction-calls'])
const ConsentLocale = z.enum(['zh-CN', 'en'])

/**
 * The purpose register: what residents are asked, in the very words that are shown and hashed. A changed text gets the next version, and is asked
 * anew. `required`: without it the app cannot be used, since there is no service without this data.
 */
export const PURPOSES = {
  'privacy-policy': {
    version: 1,
    required: true,
    title: { 'zh-CN': '个人信息处理告知', en: 'How your data is used' },
    text: {
      'zh-CN':
        '为了向您提供物业服务，我们处理您的姓名、手机号、证件号、房屋与入住关系、账单与缴费记录、报修内容和照片。这些信息只由为您服务的物业公司使用，手机号和证件号加密保存，查看完整号码需要理由并留有记录。您可以随时在“隐私”里导出您的信息或撤回同意；依法必须保存的收费凭证会在法定期限内保留。',
      en: 'To serve your home we handle your name, phone and ID number, your homes and who lives there, bills and payments, and what you report with its photos. Only your property company uses it; phone and ID numbers are stored encrypted, and seeing them in full needs a reason and leaves a record. You can export your data or take this consent back at any time under “Privacy”. Vouchers of payments are kept as long as the law demands.',
    },
  },
  'satisfaction-calls': {
    version: 1,
    required: false,
    title: { 'zh-CN': '满意度回访', en: 'Calls about your satisfaction' },
    text: {
      'zh-CN': '报修完成后，物业可以打电话了解您是否满意。不同意不影响任何服务。',
      en: 'After a repair the company may call to ask whether you are satisfied. Refusing changes nothing else.',
    },
  },
} as const satisfies Record<z.output<typeof ConsentPurpose>, PurposeText>

interface PurposeText {
  version: number
  required: boolean
  title: Record<z.output<typeof ConsentLocale>, string>
  text: Record<z.output<typeof ConsentLocale>, string>
}

export const Consent = z.object({
  purpose: ConsentPurpose,
  version: z.int().describe('Of the present text'),
  required: z.boolean(),
  state: z.enum(['undecided', 'given', 'withdrawn', 'outdated']).describe('outdated: given to an earlier text'),
  decidedAt: Instant.nullable(),
})

const Consents = z.object({ items: z.array(Consent) })

export const listMyConsents = route({
  method: 'GET',
  path: '/my/consents',
  summary: 'What I have agreed to, by purpose.',
  permission: 'my.profile',
  response: Consents,
})

export const decideMyConsent = route({
  method: 'POST',
  path: '/my/consents',
  summary: 'Agree to the present text of a purpose, or take it back; effective at once.',
  permission: 'my.profile',
  body: z.object({
    purpose: ConsentPurpose,
    version: z.int().min(1).describe('Of the text that was shown'),
    locale: ConsentLocale,
    decision: z.enum(['given', 'withdrawn']),
  }),
  response: Consents,
  errors: ['residents.consent_text_changed'],
})
