/** The title of the window. */

import { useEffect } from "preact/hooks";

const SITE = "Benchgraph";

/** Name the page in the window's title. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · ${SITE}` : SITE;
  }, [title]);
}
