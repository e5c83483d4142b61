"""Which way a metric points: whether more of it is better."""

import re

_LOWER = re.compile(
    r"\b(?:error|fid|fvd|kid|perplexity|ppl|latency|runtime|time|loss|rmse|mse|mae|wer|cer|eer|mape|regret|distance|cost|"
    r"lpips|flops|gflops|parameters|memory|hallucination|divergence|epe|ade|fde|brier|ece|nll|bits|overhead|memory)\b",
    re.IGNORECASE,
)
_HIGHER = re.compile(
    r"\b(?:accuracy|acc|f1|f-?score|precision|recall|auc|auroc|auprc|m?ap(?:\d+|@\S+)?|m?iou|dice|bleu(?:-\d)?|rouge(?:-\w)?|meteor|cider|"
    r"pass@?\S*|exact match|em|win rate|success rate|psnr|ssim|ndcg(?:@\S+)?|mrr|hit(?:s|@\S+)?|pass rate|"
    r"correlation|spearman|pearson|kappa|mcc|speed-?up|throughput|fps|coverage|inception score|clip score|elo)\b",
    re.IGNORECASE,
)


def higher_is_better(metric: str) -> bool | None:
    """Return whether more of a metric is better; None where nobody knows.

    >>> higher_is_better("top-1 accuracy"), higher_is_better("FID"), higher_is_better("novelty")
    (True, False, None)
    """
    if _LOWER.search(metric):
        return False
    return True if _HIGHER.search(metric) else None
