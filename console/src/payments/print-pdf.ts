let frame: HTMLIFrameElement | null = null

/**
 * Opens the browser's print dialog for a PDF of this server, through a frame that nobody sees. A browser that cannot show a PDF
 * in a page gets it in a new tab; so does one that a program drives, because nobody is there to answer the dialog (and headless
 * Chromium falls over it).
 */
export function printPdf(address: string) {
  if (!navigator.pdfViewerEnabled || navigator.webdriver) {
    window.open(address, '_blank', 'noopener')
    return
  }
  frame?.remove()
  const made = document.createElement('iframe')
  made.style.cssText = 'position:fixed;inset:auto 0 0 auto;width:1px;height:1px;border:0;opacity:0'
  made.tabIndex = -1
  made.setAttribute('aria-hidden', 'true')
  made.addEventListener('load', () => {
    try {
      made.contentWindow?.focus()
      made.contentWindow?.print()
    } catch {
      window.open(address, '_blank', 'noopener')
    }
  })
  made.src = address
  document.body.append(made)
  frame = made
}
