import { APPROVAL_TEXTS } from '@anju/contract'
import { defineTexts } from '@anju/ui'

/** What requests are called in the notices about them, by the code that the server keeps. */
export const useRequestTexts = defineTexts(APPROVAL_TEXTS)
