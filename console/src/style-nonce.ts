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
