import { PatternForm } from './PatternForm.tsx'
import { PremisesForm } from './PremisesForm.tsx'

interface MakingFormProps {
  kind: 'one' | 'pattern'
  communityId: string
  /** The place chosen in the tree: a new one begins there. */
  at: { buildingId?: string | undefined; unitId?: string | undefined }
  close: () => void
}

/** One new premises, or many by a pattern. */
export function MakingForm({ kind, communityId, at, close }: MakingFormProps) {
  if (kind === 'pattern') return <PatternForm communityId={communityId} close={close} />
  const { buildingId, unitId } = at
  return <PremisesForm communityId={communityId} at={{ buildingId, unitId }} close={close} />
}
