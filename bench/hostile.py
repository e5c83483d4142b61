"""Time the extraction on text that nobody wrote as an abstract: `python -m bench.hostile [KIND…] [--longest N]`.

Prints seconds of processor time for texts of an eighth, a quarter, a half and the whole of a megabyte, and by how much
time grows when the text grows eightfold: 8 is linear, 64 is quadratic.
"""

import argparse
import time
from collections.abc import Sequence

from extraction.pipeline import Extractor, load_extractor
from kg.model import Paper

PROSE = "We propose FooNet, which with LoRA reaches 61.7% accuracy on ImageNet-100, 4.3% above ResNet-50. "
KINDS = {
    "prose": PROSE,
    "no-spaces": "Foo-Net2b",
    "one-letter": "a",
    "one-capital": "A",
    "only-tex": r"\textbf{\emph{$x_{i}^{2}$}} \frac{a}{b} $$\sum_{i}$$ ",
    "open-tex": r"\textbf{",
    "dollars": "$",
    "right-to-left": "אנו מציעים את LoRA, عربي 61.7% על ImageNet. ",
    "overrides": "\u202eteNoof\u202c \u2067LoRA\u2069 ",
    "emoji": "👩‍🔬🙂🏳️‍🌈 LoRA🚀 ",
    "control": "\x00\x01\x1b[31m\x7f\x85 LoRA\x08 ",
    "surrogates": "\ud800LoRA\udfff ",
    "combining": "e\u0301\u0327\u0308\u20dd",
    "full-width": "LoRA 61.7% ",
    "brackets": "(",
    "acronyms": "Foo Bar (FB) ",
    "names": "GSM8K, ",
    "numbers": "5.1% ",
    "ranges": "from 61.7% to 80.0%, 8/644 and 1,024.5 respectively, ",
    "stops": ". ",
    "dashes": "-",
    "lines": "\n",
    "white-space": " \t\u00a0\u2003",
    "quotes": "``“\"'",
}


def text_of(kind: str, length: int) -> str:
    """Return so many characters of a kind."""
    unit = KINDS[kind]
    return (unit * (length // len(unit) + 1))[:length]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line a kind."""
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=__doc__.partition(":")[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)}; else all")
    parser.add_argument("--longest", type=int, default=1_000_000, metavar="N", help="characters (default 1000000)")
    options = parser.parse_args(arguments)
    if unknown := set(options.kinds) - set(KINDS):
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    lengths = [options.longest // part for part in (8, 4, 2, 1)]
    extractor = load_extractor()
    _seconds(extractor, PROSE)
    print(f"{'seconds for':15}" + "".join(f"{length:>12,}" for length in lengths) + f"{'growth':>9}")
    for kind in options.kinds or KINDS:
        seconds = [_seconds(extractor, text_of(kind, length)) for length in lengths]
        print(f"{kind:15}" + "".join(f"{each:>12.2f}" for each in seconds) + f"{seconds[-1] / seconds[0]:>9.1f}")


def _seconds(extractor: Extractor, text: str) -> float:
    start = time.process_time()
    extractor.extract(Paper("paper:hostile", "A title", text))
    return time.process_time() - start


if __name__ == "__main__":
    main()
