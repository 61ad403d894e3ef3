import { Button, type ButtonProps, Tooltip } from 'antd'
import { useId } from 'react'

interface ReasonedButtonProps extends ButtonProps {
  /** Why it cannot be pressed; undefined when it can. */
  reason: string | undefined
}

/** A button that says why it is disabled: it stays in the tab order, and hovering or focusing it shows the reason. */
export function ReasonedButton({ reason, onClick, ...button }: ReasonedButtonProps) {
  const id = useId()
  if (reason === undefined) return <Button {...button} onClick={onClick} />
  return (
    <>
      <Tooltip title={reason} trigger={['hover', 'focus']} placement="bottom">
        <Button
          {...button}
          type="default"
          danger={false}
          className={`${button.className ?? ''} sd-off`}
          aria-disabled
          aria-describedby={id}
          onClick={event => event.preventDefault()}
        />
      </Tooltip>
      <span id={id} className="c-unseen">
        {reason}
      </span>
    </>
  )
}
