/** The search box: suggestions as one types, by the pattern of an editable combobox with a list. */

import { useEffect, useRef, useState } from "preact/hooks";
import { ask } from "./ask";
import { KindTag } from "./parts/chip";
import SUGGEST from "./queries/suggest.graphql?raw";
import { go, hrefOf, hrefOfNode } from "./route";
import type { Hit } from "./types";
import { counted, dayWords, titleOf } from "./words";

const PAUSE_MS = 120;
const SUGGESTIONS = 8;

interface Found {
  matched: string | null;
  node: Hit;
}

interface Answer {
  search: { edges: Found[] };
}

/** Return suggestions for what is typed; a text that is overtaken by the next is never asked for. */
function useSuggestions(text: string): Found[] {
  const [found, setFound] = useState<Found[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    if (!text.trim()) {
      setFound([]);
      return;
    }
    const timer = setTimeout(() => {
      ask<Answer>(SUGGEST, { text: text.trim(), first: SUGGESTIONS }, stop.signal).then(
        (answer) => setFound(answer.search.edges),
        () => setFound([]), // suggestions are a comfort: the search itself tells what is wrong
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return found;
}

export function Search(props: { id: string; big?: boolean }) {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const found = useSuggestions(text);
  const shown = open && found.length > 0;
  const list = `${props.id}-list`;

  const leave = (href: string) => {
    setOpen(false);
    setActive(-1);
    setText("");
    input.current?.blur();
    go(href);
    scrollTo(0, 0);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const chosen = shown ? found[active] : undefined;
    if (chosen) leave(hrefOfNode(chosen.node.id));
    else if (text.trim()) leave(hrefOf.search(text.trim()));
  };
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && found.length) {
      event.preventDefault();
      setOpen(true);
      // One place more than there are suggestions: the text itself.
      setActive(((active + 1 + step + found.length + 1) % (found.length + 1)) - 1);
    } else if (event.key === "Escape") {
      if (shown) event.preventDefault();
      else setText("");
      setOpen(false);
      setActive(-1);
    }
  };
  return (
    <form class={props.big ? "search big" : "search"} role="search" onSubmit={submit}>
      <label class="unseen" for={props.id}>
        Search benchmarks, methods, tasks and papers
      </label>
      <input
        ref={input}
        id={props.id}
        type="search"
        role="combobox"
        placeholder="miniF2F, LoRA, theorem proving…"
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="search"
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={list}
        aria-activedescendant={shown && active >= 0 ? `${list}-${active}` : undefined}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
          setActive(-1);
        }}
        onKeyDown={onKey}
        onBlur={() => setOpen(false)}
      />
      <button type="submit">Search</button>
      <ul id={list} role="listbox" aria-label="Suggestions" hidden={!shown}>
        {found.map((each, place) => (
          <Option
            key={each.node.id}
            id={`${list}-${place}`}
            found={each}
            active={place === active}
            choose={() => leave(hrefOfNode(each.node.id))}
          />
        ))}
      </ul>
      <span class="unseen" role="status">
        {shown ? counted(found.length, "suggestion") : ""}
      </span>
    </form>
  );
}

function Option(props: { id: string; found: Found; active: boolean; choose: () => void }) {
  const { node, matched } = props.found;
  const title = titleOf(node);
  return (
    <li
      id={props.id}
      role="option"
      aria-selected={props.active}
      onMouseDown={(event) => event.preventDefault() /* keep the focus, else the list closes before the click */}
      onClick={props.choose}
    >
      <KindTag kind={node.__typename} />
      <span class="option-name">
        {title}
        {matched && matched !== title && <span class="note"> {matched}</span>}
      </span>
      <span class="note">
        {node.__typename === "Paper" ? dayWords(node.date) : counted(node.paperCount, "paper")}
      </span>
    </li>
  );
}
