import { payments } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api.ts'

export interface DeskChannel {
  /** Those to choose among; none where there is nothing to choose. */
  channels: { id: string; name: string }[]
  channelId: string | undefined
  choose: (channelId: string) => void
}

const keyOf = (communityId: string) => `anju.desk.channel.${communityId}`

/** By which channel a card is charged: asked only where the community has several, and the last one used is chosen already. */
export function useDeskChannel(communityId: string): DeskChannel {
  const { data } = useQuery({
    queryKey: [payments.listDeskChannels.path, communityId],
    queryFn: ({ signal }) => call(payments.listDeskChannels, { query: { communityId }, signal }),
    staleTime: 300_000,
  })
  const [chosen, setChosen] = useState(() => localStorage.getItem(keyOf(communityId)))
  const channels = data && data.items.length > 1 ? data.items : []
  const found = channels.find(channel => channel.id === chosen) ?? channels[0]
  return {
    channels,
    channelId: found?.id,
    choose: channelId => {
      localStorage.setItem(keyOf(communityId), channelId)
      setChosen(channelId)
    },
  }
}
