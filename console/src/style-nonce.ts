/**
 * Lets styles that libraries write into the page pass the server's content security policy: each `<style>` made by a script carries the
 * number of this page. antd takes it as a property, but its scroll lock and its measuring of scroll bars do not ask for it.
 */
export function carryStyleNonce(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="anju-nonce"]')?.content
  if (!nonce) return
  const create = document.createElement.bind(document) as (
    name: string,
    options?: ElementCreationOptions,
  ) => HTMLElement
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }) as typeof document.createElement
}

/**
 * A text field that grows with its text is measured by antd with an attribute of styles, which the policy blocks; the same styles set as
 * properties pass it.
 */
export function measureTextAreasByProperty(): void {
  const set = HTMLTextAreaElement.prototype.setAttribute
  HTMLTextAreaElement.prototype.setAttribute = function setAttribute(name: string, value: string) {
    if (name === 'style') this.style.cssText = value
    else set.call(this, name, value)
  }
}
