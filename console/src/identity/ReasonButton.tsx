import { Button, type ButtonProps, Tooltip } from 'antd'
import './reason-button.css'

interface ReasonButtonProps extends ButtonProps {
  /** Why it cannot be pressed now; undefined when it can. */
  reason: string | undefined
}

/** A button that is disabled with a reason rather than hidden: the reason shows on hover and on keyboard focus. */
export function ReasonButton({ reason, ...button }: ReasonButtonProps) {
  if (reason === undefined) return <Button {...button} />
  return (
    <Tooltip title={reason}>
      {/* A disabled button hears neither pointer nor focus, so its frame does. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
      <span className="c-reason" tabIndex={0} role="note" aria-label={reason}>
        <Button {...button} disabled onClick={undefined} />
      </span>
    </Tooltip>
  )
}
