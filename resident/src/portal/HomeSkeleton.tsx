import { Loading, Skeleton } from '@anju/ui'

/** The home page before it is known. */
export function HomeSkeleton() {
  return (
    <Loading>
      <div className="aj-stack">
        <Skeleton height="11rem" />
        <div className="re-actions">
          <Skeleton height="5.5rem" />
          <Skeleton height="5.5rem" />
        </div>
        <Skeleton height="9rem" />
      </div>
    </Loading>
  )
}
