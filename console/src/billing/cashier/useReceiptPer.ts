import { payments } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'

/** One receipt for a payment of several homes, or one for each: as the community's template says. Asked only when it matters. */
export function useReceiptPer(communityId: string, severalHomes: boolean): 'payment' | 'premises' | undefined {
  const { data } = useQuery({
    queryKey: [payments.readReceiptTemplate.path, communityId],
    queryFn: ({ signal }) => call(payments.readReceiptTemplate, { params: { communityId }, signal }),
    enabled: severalHomes,
  })
  return severalHomes ? (data?.receiptPer ?? 'payment') : undefined
}
