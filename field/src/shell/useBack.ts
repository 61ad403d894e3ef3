import { canGoBack, goBack, openPath } from '../navigation.ts'

/** Goes to the page before; where the app was opened here (a link, a reload), to the page above. */
export function useBack(above: string): () => void {
  return () => {
    if (canGoBack()) goBack()
    else openPath(above)
  }
}
