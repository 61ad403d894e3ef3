import { defineTexts } from '@anju/ui'

/** What devices may refuse: what is wrong, and what to do. */
export const deviceRefusals = defineTexts({
  'zh-CN': {
    'devices.key_unknown': '密钥不对，或网关已停用。请在“设备接入”里核对密钥尾号，必要时更换密钥。',
    'devices.name_taken': '本小区已有叫“{name}”的网关，请换一个名称。',
    'devices.gateway_closed': '这个网关已停用，不能再改；需要时请登记新的网关。',
  },
  en: {
    'devices.key_unknown':
      'The key is wrong, or its gateway is closed. Compare its last characters on the page of gateways; renew it if needed.',
    'devices.name_taken': 'This community has a gateway called “{name}”. Choose another name.',
    'devices.gateway_closed': 'This gateway is closed and cannot be changed; register a new one.',
  },
})
