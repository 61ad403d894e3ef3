import { Link } from '@tanstack/react-router'
import { Grid3x3, Plus } from 'lucide-react'
import { useCommunity } from '../../community.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { usePlaceTexts } from './texts.ts'

/** Why nothing can be added here: no permission, or no community chosen. */
function useReason(): string | undefined {
  const p = usePlacePageTexts()
  const t = usePlaceTexts()
  const may = useCan('registry.premises.edit')
  const { id } = useCommunity()
  if (!may) return p('noEdit')
  return id ? undefined : t('tree.communities')
}

export function NewPremisesButton({ onClick }: { onClick: () => void }) {
  const p = usePlacePageTexts()
  return (
    <ReasonButton icon={<Plus size={14} aria-hidden />} reason={useReason()} onClick={onClick}>
      {p('premises.new')}
    </ReasonButton>
  )
}

export function PatternButton({ onClick }: { onClick: () => void }) {
  const p = usePlacePageTexts()
  return (
    <ReasonButton icon={<Grid3x3 size={14} aria-hidden />} reason={useReason()} onClick={onClick}>
      {p('pattern')}
    </ReasonButton>
  )
}

/** To the page of premises. */
export function OpenButton({ premisesId }: { premisesId: string }) {
  const p = usePlacePageTexts()
  return (
    <Link to="/premises/$premisesId" params={{ premisesId }} className="rg-open">
      {p('openPage')}
    </Link>
  )
}
