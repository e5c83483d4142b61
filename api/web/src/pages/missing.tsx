/** Where nothing is. */

import { hrefOf } from "../route";
import { useTitle } from "../title";

export function Missing() {
  useTitle("Not found");
  return (
    <div class="empty-page">
      <h1>There is no such page</h1>
      <p>
        Search above, or begin at the <a href={hrefOf.home()}>first page</a>.
      </p>
    </div>
  );
}

export function NoSuchThing(props: { what: string; id: string }) {
  useTitle("Not found");
  return (
    <div class="empty-page">
      <h1>No {props.what} of this name</h1>
      <p>
        The graph knows no <code>{props.id}</code>. <a href={hrefOf.search(wordsOf(props.id))}>Search for it</a>, or
        begin at the <a href={hrefOf.home()}>first page</a>.
      </p>
    </div>
  );
}

const wordsOf = (id: string) => id.replace(/^\w+:/, "").replaceAll("-", " ");
