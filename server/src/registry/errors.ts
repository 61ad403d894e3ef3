import { refusals } from '../platform/errors.ts'

export const refuse = refusals('registry', {
  communityCodeTaken: { status: 409 },
  tagNameTaken: { status: 409 },
})
