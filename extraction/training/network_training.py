"""Train the tagger's network with JAX: soft or hard labels, Adam with decoupled decay, a warm-up and a cosine."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from extraction.model.network import DILATIONS, HEADS, forward
from extraction.model.tags import CLASSES
from extraction.model.words import SHAPES
from extraction.training.examples import UNKNOWN, Example

LENGTHS = (128, 192, 256, 320, 448)
"""Texts are padded to these many words; longer ones are cut while training."""
SHAPE_WIDTH = 24
Tensor = Any
"""An array of JAX, traced or not: its stubs promise nothing that mypy could hold us to."""
Params = dict[str, Tensor]
Soft = Mapping[str, NDArray[np.float16]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: passes over the data, papers in a batch, highest rate, dropout, decay, share of words blanked."""

    epochs: int
    rate: float = 2e-3
    batch: int = 16
    dropout: float = 0.3
    decay: float = 0.02
    blank: float = 0.1
    width: int = 192
    seed: int = 0
    weights: tuple[float, float, float] = (1.0, 0.5, 0.5)


def start(features: int, plan: Plan) -> Params:
    """Return random weights for inputs of so many features."""
    rng = np.random.default_rng(plan.seed)
    width = plan.width

    def dense(rows: int, columns: int) -> NDArray[np.float32]:
        return rng.normal(0, (2 / (rows + columns)) ** 0.5, (rows, columns)).astype(np.float32)

    params = {"shapes": rng.normal(0, 0.1, (SHAPES, SHAPE_WIDTH)).astype(np.float32)}
    params |= {"in.w": dense(features + SHAPE_WIDTH, 2 * width), "in.b": np.zeros(2 * width, np.float32)}
    for i in range(len(DILATIONS)):
        params |= {f"{i}.w": dense(3 * width, 2 * width), f"{i}.b": np.zeros(2 * width, np.float32)}
        params |= {f"{i}.g": np.ones(width, np.float32), f"{i}.h": np.zeros(width, np.float32)}
    params |= {"out.g": np.ones(width, np.float32), "out.h": np.zeros(width, np.float32)}
    for head in HEADS:
        params |= {f"{head}.w": dense(width, CLASSES[head]), f"{head}.b": np.zeros(CLASSES[head], np.float32)}
    return params


def loss(params: Params, batch: Mapping[str, Tensor], key: Tensor, plan: Plan) -> Tensor:
    """Return the mean cross-entropy of the heads, each over the words that teach it."""
    keys = iter(jax.random.split(key, len(DILATIONS) + 2))
    keep = 1 - plan.dropout

    def drop(x: Tensor) -> Tensor:
        # One mask for all words of a text (Gal and Ghahramani 2016): cheap, and no worse here.
        return x * jax.random.bernoulli(next(keys), keep, (x.shape[0], 1, x.shape[2])) / keep

    inputs = batch["inputs"].astype(jnp.float32)
    seen = jax.random.bernoulli(next(keys), 1 - plan.blank, (*inputs.shape[:2], 1))
    out = forward(jnp, params, inputs * seen, batch["shapes"], mask=batch["mask"][..., None], drop=drop)
    total = jnp.float32(0)
    for head, weight in zip(HEADS, plan.weights, strict=True):
        scores = jax.nn.log_softmax(out[head])
        target = batch[head].astype(jnp.float32)
        error = -(target * scores).sum(-1)
        total += weight * error.sum() / jnp.maximum(target.sum(), 1.0)
    return total


def train(params: Params, found: Sequence[Example], plan: Plan, soft: Sequence[Soft] | None = None) -> Params:
    """Return weights trained on examples, from their labels or from a teacher's probabilities."""
    steps = plan.epochs * ((len(found) + plan.batch - 1) // plan.batch + len(LENGTHS))
    schedule = optax.warmup_cosine_decay_schedule(0.0, plan.rate, max(1, steps // 12), steps, plan.rate * 0.02)
    adam = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=plan.decay))
    state = adam.init(params)

    @partial(jax.jit, donate_argnums=(0, 1))
    def step(params: Params, state: Tensor, batch: Tensor, key: Tensor) -> tuple[Params, Tensor, Tensor]:
        value, slope = jax.value_and_grad(loss)(params, batch, key, plan)
        change, state = adam.update(slope, state, params)
        return optax.apply_updates(params, change), state, value

    key = jax.random.PRNGKey(plan.seed)
    rng = np.random.default_rng(plan.seed)
    params = jax.tree.map(jnp.asarray, params)
    for _ in range(plan.epochs):
        for batch in batches(found, soft, plan.batch, rng):
            key, now = jax.random.split(key)
            params, state, _ = step(params, state, batch, now)
    return {name: np.asarray(values) for name, values in params.items()}


def batches(
    found: Sequence[Example], soft: Sequence[Soft] | None, size: int, rng: np.random.Generator
) -> Iterator[dict[str, Any]]:
    """Yield batches of texts of like length, in random order."""
    groups: dict[int, list[int]] = {}
    for i in rng.permutation(len(found)):
        groups.setdefault(padded(len(found[i].shapes)), []).append(int(i))
    made = [(n, group[at : at + size]) for n, group in groups.items() for at in range(0, len(group), size)]
    for j in rng.permutation(len(made)):
        length, chosen = made[j]
        yield batch_of([found[i] for i in chosen], [soft[i] for i in chosen] if soft else None, length, size)


def padded(length: int) -> int:
    """Return the length to which a text of so many words is padded or cut."""
    return next((n for n in LENGTHS if length <= n), LENGTHS[-1])


def batch_of(found: Sequence[Example], soft: Sequence[Soft] | None, length: int, size: int) -> dict[str, Any]:
    """Return the arrays of a batch, padded to `size` texts of `length` words."""
    features = found[0].inputs.shape[1]
    out: dict[str, Any] = {
        "inputs": np.zeros((size, length, features), np.float16),
        "shapes": np.zeros((size, length), np.int32),
        "mask": np.zeros((size, length), np.float32),
    } | {head: np.zeros((size, length, CLASSES[head]), np.float16) for head in HEADS}
    for i, item in enumerate(found):
        n = min(length, len(item.shapes))
        out["inputs"][i, :n], out["shapes"][i, :n], out["mask"][i, :n] = item.inputs[:n], item.shapes[:n], 1
        for head in HEADS:
            if soft is not None:
                out[head][i, :n] = soft[i][head][:n]
            else:
                labels = getattr(item, head)[:n]
                taught = np.flatnonzero(labels != UNKNOWN)
                out[head][i, taught, labels[taught]] = 1
    return out
