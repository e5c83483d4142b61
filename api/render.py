"""How answers look: rich text for people, CSV and BibTeX for programs. Each function takes the API's answer."""

import csv
import re
import textwrap
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

from rich.markup import escape

Answer = Mapping[str, Any]
_SUMMARY_MARK = " (from a summary, not a quotation)"


def uses_text(entity: Answer) -> Iterable[str]:
    """Return the lines that name an entity's papers, each with its role and the sentence that proves it."""
    papers = entity["papers"]
    yield f"{_entity_head(entity)} · {_count(papers['totalCount'], 'paper')}{_variants(entity)}"
    for edge in papers["edges"]:
        yield ""
        yield from _paper_head(edge["node"], edge["role"])
        through = edge["entity"]
        if through["id"] != entity["id"]:
            yield f"    as [italic]{escape(through['name'])}[/]"
        yield from _sentence(edge["evidence"][0])
        yield from (f"    → {_result(result)}" for result in edge["results"])
    left = papers["totalCount"] - len(papers["edges"])
    if left:
        yield ""
        yield f"{left} more; raise --limit to see them."


def entity_text(entity: Answer) -> Iterable[str]:
    """Return the lines that describe an entity."""
    yield f"{_entity_head(entity)} · {entity['id']} · {_count(entity['paperCount'], 'paper')}"
    aliases = [alias for alias in entity["aliases"] if alias != entity["name"]]
    if aliases:
        yield f"  also written {escape(', '.join(aliases))}"
    if entity["variantOf"]:
        yield f"  a variant of {escape(entity['variantOf']['name'])}"
    for variant in entity["variants"]:
        yield f"  variant {escape(variant['name'])} · {_count(variant['paperCount'], 'paper')}"
    for other in entity["alternatives"]:
        yield f"  not to be confused with {other['id']}"
    if entity["url"]:
        yield f"  {escape(entity['url'])}"


def paper_text(paper: Answer, uses: Iterable[Answer]) -> Iterable[str]:
    """Return the lines that describe a paper: what it proposes, uses and reaches."""
    yield from _paper_head(paper, None)
    yield f"    {paper['id']}" + (f" · {paper['url']}" if paper["url"] else "")
    if paper["authors"]:
        yield f"    {escape(', '.join(paper['authors']))}"
    yield ""
    for use in uses:
        yield f"  {use['role'].lower():<13}{use['node']['__typename']:<10} [bold]{escape(use['node']['name'])}[/]"
    yield from (f"  → {_result(result)}" for result in paper["results"])


def search_text(connection: Answer) -> Iterable[str]:
    """Return one line a hit, best first."""
    for edge in connection["edges"]:
        node = edge["node"]
        if node["__typename"] == "Paper":
            yield f"{node['date'] or '          '}  {escape(node['title'])}  [dim]{node['id']}[/]"
        else:
            papers = _count(node["paperCount"], "paper")
            yield f"{node['__typename']:<10}  [bold]{escape(node['name'])}[/]  {papers}  [dim]{node['id']}[/]"


def stats_text(stats: Answer) -> Iterable[str]:
    """Return one line a count."""
    yield f"{'papers':<15}{stats['papers']:>9,}"
    for row in stats["entities"]:
        yield f"{row['type'].lower():<15}{row['count']:>9,}"
    for row in stats["relations"]:
        yield f"{row['relation'].lower():<15}{row['count']:>9,}"
    yield f"{'variant_of':<15}{stats['variants']:>9,}"
    yield f"{'results':<15}{stats['results']:>9,}"


def uses_csv(entity: Answer) -> str:
    """Return a row a paper: id, title, date, role, confidence, the entity named, the sentence, the address."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("id", "title", "date", "role", "confidence", "entity", "sentence", "url"))
    for edge in entity["papers"]["edges"]:
        paper = edge["node"]
        row = (paper["id"], paper["title"], paper["date"], edge["role"].lower(), edge["confidence"])
        table.writerow((*row, edge["entity"]["name"], edge["evidence"][0]["sentence"], paper["url"]))
    return out.getvalue()


def uses_bibtex(entity: Answer) -> str:
    """Return a BibTeX entry a paper."""
    return "\n".join(_bibtex(edge["node"]) for edge in entity["papers"]["edges"])


def _bibtex(paper: Answer) -> str:
    arxiv = re.fullmatch(r"paper:arxiv:(.+)", paper["id"])
    fields = {
        "title": "{" + _tex(paper["title"]) + "}",
        "author": " and ".join(_tex(author) for author in paper["authors"]),
        "year": (paper["date"] or "")[:4],
        "eprint": arxiv.group(1) if arxiv else "",
        "archiveprefix": "arXiv" if arxiv else "",
        "url": paper["url"] or "",
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    key = re.sub(r"[^A-Za-z0-9.:-]", "", paper["id"].removeprefix("paper:"))
    return f"@misc{{{key},\n{body}\n}}\n"


def _tex(text: str) -> str:
    return re.sub(r"(?<!\\)([%&#_])", r"\\\1", text)


def _entity_head(entity: Answer) -> str:
    return f"[bold]{escape(entity['name'])}[/] · {entity['__typename']}"


def _paper_head(paper: Answer, role: str | None) -> Iterable[str]:
    said = f"[cyan]{role.lower()}[/]  " if role else ""
    yield f"{paper['date'] or 'no date   '}  {said}[bold]{escape(paper['title'])}[/]"


def _sentence(evidence: Answer) -> Iterable[str]:
    quote = f"“{' '.join(evidence['sentence'].split())}”" + (_SUMMARY_MARK if evidence["isSummary"] else "")
    return (escape(line) for line in textwrap.wrap(quote, 108, initial_indent="    ", subsequent_indent="    "))


def _result(result: Answer) -> str:
    gain = "+" if result["isDelta"] and not result["value"].startswith(("+", "-")) else ""
    parts = [
        f"{gain}{result['value']}{result['unit'] if result['unit'] in ('%', 'x') else ' ' + result['unit']}".strip()
    ]
    for label, word in (("metric", ""), ("benchmark", "on "), ("method", "by ")):
        if result[label]:
            parts.append(word + result[label]["name"])
    if result["setting"]:
        parts.append(f"({result['setting']})")
    return escape(" ".join(parts))


def _variants(entity: Answer) -> str:
    names = ", ".join(variant["name"] for variant in entity["variants"])
    return f" · with variants {escape(names)}" if names else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
