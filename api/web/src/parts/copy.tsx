/** A button that copies the address of what is seen. */

import { useState } from "preact/hooks";

export function CopyLink(props: { label?: string }) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setSaid("Link copied");
    } catch {
      setSaid("Copy it from the address bar"); // no permission, or no secure context
    }
    setTimeout(() => setSaid(""), 3000);
  };
  return (
    <button type="button" onClick={copy}>
      <span role="status">{said || props.label || "Copy link"}</span>
    </button>
  );
}
