import { type ComponentProps, type MouseEvent, type ReactElement, type ReactNode, useId } from 'react'
import { useKitTexts } from '../texts/kit-texts.ts'
import { Spinner } from './Spinner.tsx'

export interface ButtonLook {
  look?: 'primary' | 'secondary' | 'danger' | 'ghost'
  size?: 'normal' | 'small'
  /** As wide as its place. */
  wide?: boolean
}

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled' | 'className'>, ButtonLook {
  icon?: ReactNode
  /** Shows that the press is being worked on; further presses do nothing. */
  loading?: boolean
  /** Why it cannot be pressed now. Given, the button is disabled and the reason stands below it. */
  disabledReason?: string | null | false
}

/** The class of a button, for a link that looks like one. */
export function buttonClass({ look = 'primary', size = 'normal', wide = false }: ButtonLook): string {
  return `aj-button aj-button--${look} aj-button--${size}${wide ? ' aj-button--wide' : ''}`
}

/** A button. It stays focusable while disabled, so that everybody can find out why. */
export function Button(props: ButtonProps) {
  const { look, size, wide, icon, loading = false, disabledReason, children, onClick, type = 'button', ...rest } = props
  const t = useKitTexts()
  const reasonId = useId()
  const blocked = loading || Boolean(disabledReason)

  function press(event: MouseEvent<HTMLButtonElement>): void {
    // preventDefault keeps a submit button from submitting its form.
    if (blocked) event.preventDefault()
    else onClick?.(event)
  }

  const button = (
    <button
      {...rest}
      type={type}
      className={buttonClass({ look, size, wide })}
      aria-disabled={blocked || undefined}
      aria-busy={loading || undefined}
      aria-describedby={disabledReason ? reasonId : rest['aria-describedby']}
      onClick={press}
    >
      {loading ? <Spinner /> : icon}
      {children}
      {loading ? <span className="aj-hidden">{t('working')}</span> : null}
    </button>
  )
  if (!disabledReason) return button
  return (
    <div>
      {button}
      <p className="aj-button__reason" id={reasonId}>
        {disabledReason}
      </p>
    </div>
  )
}

export interface ButtonLinkProps extends ButtonLook {
  icon?: ReactNode
  children: ReactNode
  /** Draws the link with the app's own router: `link => <Link to="/bills" {...link} />`. */
  render: (link: { className: string; children: ReactNode }) => ReactElement
}

/** A link that looks like a button. */
export function ButtonLink({ icon, children, render, ...look }: ButtonLinkProps) {
  return render({
    className: buttonClass(look),
    children: (
      <>
        {icon}
        {children}
      </>
    ),
  })
}
