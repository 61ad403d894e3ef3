import { useQuery } from '@tanstack/react-query'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { CommunityFacts, EditCommunityButton } from './CommunityFacts.tsx'
import { communityQuery } from './places.ts'
import '../registry.css'
import './places.css'

/** A community in the drawer of the list: what is known of it and its numbers; the rest is on its page. */
export function CommunityPanel({ communityId }: { communityId: string }) {
  const { data, error, refetch } = useQuery(communityQuery(communityId))
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <>
      <p className="rg-place__bar">
        <EditCommunityButton of={data} />
      </p>
      <CommunityFacts of={data} />
    </>
  )
}
