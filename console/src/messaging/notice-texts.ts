import { STAFF_NOTICE_TEXTS } from '@anju/contract'
import { defineTexts } from '@anju/ui'

/** The words of each kind of notice for staff. */
export const useNoticeTexts = defineTexts(STAFF_NOTICE_TEXTS)
