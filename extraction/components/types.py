"""What kind of thing a name is when neither lexicon nor cue says so: from its own words and from those around it."""

import re
from functools import lru_cache

from kg.model import EntityType

_BENCHMARK_NAME = re.compile(
    r"(?:Bench|BENCH|Eval|Arena|QA|VQA|Gym|World|Exam|Test)(?:$|[-\d+])|^(?:AIME|IMO|WMT|SemEval|CoNLL"
    r"|TREC|CIFAR|ImageNet|MNIST)|(?:NLI|-test|-dev)$"
)
_DATA_NAME = re.compile(r"(?:Set|Data|Corpus|Dataset|Wiki|Bank|Net-1k)(?:$|[-\d+])|-\d+[KkM]$")
_DATA_BEHIND = re.compile(
    r"(?:\s?\([^()]{1,40}\))?(?:[ -][a-z][\w-]{1,20}){0,2}? (?:benchmarks?|datasets?|data sets?|corpus"
    r"|corpora|leaderboards?|test sets?|challenges?|test suites?|splits?|competitions?"
    r"|environments?)\b"
)
_MODEL_BEHIND = re.compile(
    r"(?:[ -][a-z][\w-]{1,20}){0,1}? (?:models?|architectures?|frameworks?|algorithms?|methods?"
    r"|networks?|backbones?|baselines?|encoders?|decoders?|modules?|optimizers?|loss|agents?"
    r"|strateg(?:y|ies)|techniques?|paradigms?|policy|policies|attacks?|systems?|pipelines?"
    r"|mechanisms?|layers?|blocks?|regularization|objectives?|schedulers?|training|fine-tuning"
    r"|prompting|decoding|quantization|planner|solver|embeddings?)\b"
)
_ON = re.compile(
    r"\b(?:on|across|including|like|(?:datasets?|benchmarks?|corpora|tasks)(?: such as|,? including|:"
    r"| \(|,| like)?)(?: the)?(?: [a-z][\w-]+){0,3}? ?[\"(]?$",
)
_METRIC_NAME = re.compile(
    r"(?:pass|acc|mAP|AP|nDCG|NDCG|MRR|Hits?|R|P|Recall|Precision|Success|best|maj"
    r"|avg)@\d+(?:\.\d+)?k?|m?AP\d{0,2}|F1(?:-score)?|(?:macro|micro|Macro|Micro)-F1|(?:[a-z]?m)?IoU"
    r"|FID|FVD|BLEU(?:-\d)?|ROUGE(?:-[L\d])?"
    r"|METEOR|CIDEr|SPICE|COMET|chrF\+*|BERTScore|AUC|AUROC|AUC-ROC|ROC-AUC|AUPRC|PSNR|SSIM|LPIPS|WER"
    r"|CER|PPL|RMSE|MAE|MSE|MAPE|NDCG|nDCG|FLOPs|TFLOPs|GFLOPs|MACs|FPS|TTFT|TPOT|EER|DER|MOS"
    r"|CLIPScore|CLIP-score|ECE|NMI|ARI|MCC|HOTA|MOTA|IDF1|PCK|MPJPE|EPE|ASR|LPIPS|TER|UAS|LAS|NFE|SR"
    r"|SPL|[rg]?FID|PIQE|NIQE|FAD|KID|STOI|PESQ|SI-SDR|SDR|MUSIQ|TPR|FPR|EM|MRR|GPQA-acc|(?:[Pp]ass"
    r"|[Bb]est|[Mm]aj|[Aa]vg)\^\d+|F1[A-Z][a-z]+|[A-Z]\w{0,12}Score|\w{1,12}@\d+|\w{0,10}IoU"
    r"|\w{0,10}FID|p\d\d|R\^?2|RAM|VRAM"
)
_HEADS = {
    EntityType.TASK: re.compile(
        r"\b(?:generation|recognition|detection|segmentation|classification|answering|translation"
        r"|reasoning|understanding|prediction|retrieval|discovery|extraction"
        r"|estimation|navigation|summari[sz]ation|parsing|synthesis|editing|tracking|captioning"
        r"|restoration|localization|reconstruction|problem|shift|hallucination|forecasting)s?$",
        re.IGNORECASE,
    ),
    EntityType.METRIC: re.compile(
        r"\b(?:accuracy|error|rate|score|ratio|index|distance|similarity|precision|recall|curve|union"
        r"|time to first token|per second)s?$",
        re.IGNORECASE,
    ),
    EntityType.BENCHMARK: re.compile(
        r"\b(?:benchmark|dataset|corpus|challenge|test|suite|treebank|evaluation)s?$", re.IGNORECASE
    ),
}

_MODEL_NAME = re.compile(
    r"-?\d+(?:\.\d+)?[BM](?:$|-)|^(?:GPT|Llama|LLaMA|Qwen|Claude|Gemini|DeepSeek|Mistral|Mixtral|Gemma"
    r"|Phi|BERT|RoBERTa|T5|ResNet|ViT|YOLO|InternVL|LLaVA|o\d)(?:$|[-\d. ])|(?:BERT|GPT|LM|Net|Former"
    r"|former|GAN|VAE|CLIP|PO|RL|LoRA|CoT|RAG|SAM|NeRF|Agent|Diff)s?(?:$|[-+\d])"
)
_MODELS_BEFORE = re.compile(
    r"\b(?:models?|llms|vlms|mllms|methods?|approaches|baselines?|algorithms?|techniques|architectures"
    r"|backbones?|systems|frameworks?|agents|networks?|encoders)(?: such as|,? including|:|,| like"
    r"| \(e\.g\.,?| \(|,? e\.g\.,?|,? namely)?(?: the)? ?[\"(]?$",
)


@lru_cache(maxsize=8192)
def type_by_name(surface: str) -> EntityType | None:
    """Return the type that a name's own form gives away.

    >>> [type_by_name(name).value for name in ("ToolBench", "mIoU", "Generalized Category Discovery")]
    ['Benchmark', 'Metric', 'Task']
    """
    if _METRIC_NAME.fullmatch(surface):
        return EntityType.METRIC
    if _MODEL_NAME.search(surface) and not _BENCHMARK_NAME.search(surface):
        return EntityType.METHOD
    if _BENCHMARK_NAME.search(surface) or _DATA_NAME.search(surface):
        return EntityType.BENCHMARK
    for type_, pattern in _HEADS.items():
        if " " in surface and pattern.search(surface):
            return type_
    return None


def type_by_context(before: str, after: str) -> EntityType | None:
    """Return the type that the words around a name in its sentence speak for."""
    if _DATA_BEHIND.match(after):
        return EntityType.BENCHMARK
    if _MODEL_BEHIND.match(after):
        return EntityType.METHOD
    near = before[-60:].lower()
    if _MODELS_BEFORE.search(near):
        return EntityType.METHOD
    if _ON.search(near):
        return EntityType.BENCHMARK
    return None
