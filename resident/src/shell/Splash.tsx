import { Loading } from '@anju/ui'

/** The mark alone, while the app finds out who is there. */
export function Splash() {
  return (
    <Loading>
      <div className="re-splash">
        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="64" height="64" />
      </div>
    </Loading>
  )
}
