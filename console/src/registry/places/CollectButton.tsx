import { useNavigate } from '@tanstack/react-router'
import { Banknote } from 'lucide-react'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import { usePlaceTexts } from './texts.ts'

interface CollectButtonProps {
  premisesId: string
  /** The cashier's desk is in one community. */
  communityId: string | undefined
  /** In the head of a drawer. */
  size?: 'small'
}

/** To the cashier's desk with this household on it. */
export function CollectButton({ premisesId, communityId, size }: CollectButtonProps) {
  const t = usePlaceTexts()
  const navigate = useNavigate()
  const may = useCan('payments.collect')
  const desk = {
    to: '/cashier' as string,
    search: { premises: premisesId, ...(communityId ? { community: communityId } : {}) },
  }
  return (
    <ReasonButton
      type="primary"
      {...(size ? { size } : {})}
      icon={<Banknote size={14} aria-hidden />}
      onClick={() => void navigate(desk)}
      reason={may ? undefined : t('noCollect')}
    >
      {t('collect')}
    </ReasonButton>
  )
}
