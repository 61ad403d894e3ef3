import { metering, type WireResponseOf } from '@anju/contract'
import { comma } from '@anju/ui'
import { App } from 'antd'
import { useState } from 'react'
import { call } from '../api.ts'
import { useRefusalText } from '../refusal.ts'
import { renewReadings } from './reading.ts'
import { useReadingTexts } from './reading-texts.ts'

type Left = WireResponseOf<typeof metering.approveReadings>['left'][number]

const SHOWN = 8

/** Approves readings, and says of those that were left why. */
export function useApprove() {
  const t = useReadingTexts()
  const { message, modal } = App.useApp()
  const explain = useRefusalText()
  const [busy, setBusy] = useState(false)
  const whyOf = ({ why }: Left) => {
    if (why === 'own' || why === 'decided' || why === 'correction-place' || why === 'next-rollover')
      return t(`why.${why}`)
    return t(`flag.${why}`)
  }
  async function approve(body: { communityId: string; readingIds?: string[]; roundId?: string }) {
    setBusy(true)
    try {
      const { approved, left } = await call(metering.approveReadings, { body })
      renewReadings()
      if (approved > 0) void message.success(t('approved', { count: approved }))
      if (left.length > 0)
        modal.warning({
          title: t('leftTitle', { count: left.length }),
          content: left
            .slice(0, SHOWN)
            .map(one => t('left', { code: one.meterCode, why: whyOf(one) }))
            .join(comma('；')),
        })
    } catch (error) {
      void message.error(explain(error as Error))
    } finally {
      setBusy(false)
    }
  }
  return { approve, busy }
}
