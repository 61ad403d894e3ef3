import { Link } from '@tanstack/react-router'
import { Grid3x3, Plus } from 'lucide-react'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import { useCommunityReason } from '../../shell/states/ChooseCommunity.tsx'
import { usePlacePageTexts } from './page-texts.ts'

/** Why nothing can be added here: no permission, or no community chosen. */
function useReason(): string | undefined {
  const p = usePlacePageTexts()
  const missing = useCommunityReason()
  const may = useCan('registry.premises.edit')
  if (!may) return p('noEdit')
  return missing
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
