/** As the `ref` of a button: it has the focus as soon as it is the one to press. */
export const focusOn = (button: HTMLButtonElement | null) => button?.focus()
