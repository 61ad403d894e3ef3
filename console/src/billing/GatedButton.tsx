import { Button, type ButtonProps, Tooltip } from 'antd'

interface GatedButtonProps extends ButtonProps {
  /** Why it cannot be pressed now, in a sentence; null when it can. */
  reason: string | null
}

/** A button that is never hidden: where it cannot be pressed, it says why, also to the keyboard. */
export function GatedButton({ reason, ...button }: GatedButtonProps) {
  if (reason === null) return <Button {...button} />
  return (
    <Tooltip title={reason} trigger={['hover', 'focus']}>
      {/* A disabled button hears no pointer and takes no focus: what is around it does. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable without a mouse */}
      <span tabIndex={0} role="note" aria-label={reason}>
        <Button {...button} disabled style={{ ...button.style, pointerEvents: 'none' }} />
      </span>
    </Tooltip>
  )
}
