"""Which way a metric points: whether more of it is better."""

import re

_LOWER = (
    r"errors?|fid|kid|fvd|perplexity|ppl|latency|ttft|tpot|runtime|time|loss|rmse|mse|mae|mape|smape|wer"
    r"|cer|eer|der|regret|distance|cost|lpips|dists|niqe|flops|gflops|macs|parameters|memory|footprint"
    r"|consumption|overhead|divergence|epe|absrel|mpjpe|(?:min)?ade|(?:min)?fde|fpr\S*|brier(?: score)?"
    r"|ece|nll|crps|hallucination rate|false[- ]positive rate|false[- ]negative rate|error rate"
    r"|collision rate|violation rate|forgetting|nfe|bits per \w+|token usage|gpu[- ]hours|hausdorff|hd95"
)
_HIGHER = (
    r"accuracy|acc|f1|f1[- ]score|f-score|precision|recall(?:@\S+)?|r@\d+|sensitivity|specificity|auc"
    r"|auroc|roc-auc|auprc|ap\d*|m?ap(?:@\S+)?|[mgc]?iou|dice(?: score)?|bleu(?:-\d)?|rouge(?:-\w)?|meteor"
    r"|cider|chrf\S*|comet|bertscore|pass@\S+|avg@\S+|maj@\S+|exact match|em|win rate"
    r"|(?<!attack )success rate|pass rate|psnr|ssim|ndcg(?:@\S+)?|mrr(?:@\S+)?|hits?(?:@\S+)?|correlation"
    r"|spearman|pearson|srcc|plcc|kappa|mcc|speed-?up|throughput|tokens per second|fps|coverage"
    r"|inception score|clip[- ]?score|elo(?: rating)?|mos|pesq|stoi|si-sdr|snr|hota|mota|idf1|nds|pq|pck"
    r"|spl|r\^?2|sharpe ratio|acceptance length|reduction|savings?|hpsv\d|imagereward|pickscore"
    r"|geneval score"
)
_ENDING = re.compile(rf"(?:.*[^\w@])?(?:(?P<lower>{_LOWER})|(?P<higher>{_HIGHER}))(?:[^\w]*)", re.IGNORECASE)


def higher_is_better(metric: str) -> bool | None:
    """Return whether more of a metric is better, by how its name ends; None where nobody knows.

    An attack's success is good or bad as one looks at it, so it is None.

    >>> higher_is_better("top-1 accuracy"), higher_is_better("word error rate"), higher_is_better("attack success rate")
    (True, False, None)
    """
    name = re.sub(r"\s*\(.*\)$", "", metric.replace("$", "").strip())
    match = _ENDING.fullmatch(name)
    return match["higher"] is not None if match else None
