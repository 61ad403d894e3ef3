import { payments } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { useCan } from '../../session.tsx'
import type { Filter } from '../../shell/list/index.ts'
import { usePaymentTexts } from '../texts.ts'

/** The channels of a community, or of all. */
export function useChannels(communityId: string | undefined) {
  const can = useCan('payments.channels.read')
  return useQuery({
    queryKey: [payments.listChannels.path, communityId],
    queryFn: ({ signal }) => call(payments.listChannels, { query: communityId ? { communityId } : {}, signal }),
    enabled: can,
  })
}

/** A filter by channel, where there are several; else none. */
export function useChannelFilter(communityId: string | undefined): Filter[] {
  const t = usePaymentTexts()
  const { data } = useChannels(communityId)
  if (!data || data.items.length < 2) return []
  const options = data.items.map(channel => ({
    value: channel.id,
    label: communityId ? channel.name : `${channel.communityName} ${channel.name}`,
  }))
  return [{ kind: 'select', key: 'channelId', label: t('channel'), options }]
}
