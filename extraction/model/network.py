"""The tagger's network: a projection, then residual blocks that look at a word and two neighbours, ever further away.

Convolutions with dilation (Yu and Koltun 2016; Strubell et al. 2017 for tagging), maxout units, layer norm before each
block. The same code runs on numpy, where it is applied, and on jax.numpy, where it is trained: either is `xp`.
"""

from collections.abc import Callable, Mapping
from typing import Any

DILATIONS = (1, 2, 4, 8, 1)
HEADS = ("tags", "relations", "numbers")
Weights = Mapping[str, Any]
"""Arrays by name; all float32 when applied."""


def forward(
    xp: Any,  # noqa: ANN401
    weights: Weights,
    inputs: Any,  # noqa: ANN401
    shapes: Any,  # noqa: ANN401
    *,
    mask: Any = None,  # noqa: ANN401
    drop: Callable[[Any], Any] = lambda x: x,
) -> dict[str, Any]:
    """Return the scores of each head (logits) for each word.

    `inputs` has shape (..., words, features), `shapes` (..., words) numbers of shapes; each head comes as
    (..., words, classes). While training, `mask` of shape (..., words, 1) is 0 for padding and `drop` is applied to the
    output of each block.
    """
    x = xp.concatenate([inputs, weights["shapes"][shapes]], axis=-1)
    x = drop(_maxout(xp, x @ weights["in.w"] + weights["in.b"]))
    for i, distance in enumerate(DILATIONS):
        y = _norm(xp, x) * weights[f"{i}.g"] + weights[f"{i}.h"]
        y = y if mask is None else y * mask
        y = _beside(xp, y, distance)
        x = x + drop(_maxout(xp, y @ weights[f"{i}.w"] + weights[f"{i}.b"]))
    x = _norm(xp, x) * weights["out.g"] + weights["out.h"]
    return {head: x @ weights[f"{head}.w"] + weights[f"{head}.b"] for head in HEADS}


def _maxout(xp: Any, x: Any) -> Any:  # noqa: ANN401
    half = x.shape[-1] // 2
    return xp.maximum(x[..., :half], x[..., half:])


def _norm(xp: Any, x: Any) -> Any:  # noqa: ANN401
    centred = x - x.mean(axis=-1, keepdims=True)
    return centred / xp.sqrt((centred * centred).mean(axis=-1, keepdims=True) + 1e-5)


def _beside(xp: Any, x: Any, distance: int) -> Any:  # noqa: ANN401
    """Return each word's values between those of the words so far before and behind it, zeros where there are none."""
    count = x.shape[-2]
    gap = xp.zeros((*x.shape[:-2], distance, x.shape[-1]), x.dtype)
    wide = xp.concatenate([gap, x, gap], axis=-2)
    return xp.concatenate([wide[..., :count, :], x, wide[..., 2 * distance :, :]], axis=-1)
