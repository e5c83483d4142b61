"""Find how papers name the models of well-known families: versions, sizes and tunings."""

import re
from collections import Counter
from collections.abc import Iterable

from kg.text import match_key, plain

_FAMILIES = (
    "GPT|ChatGPT|gpt-oss|GPT-OSS|Llama|LLaMA|LLAMA|Code ?Llama|CodeLlama|Qwen|QwQ|QVQ|Claude|Gemini|Gemma|CodeGemma|MedGemma|PaliGemma|Mistral"
    "|Mixtral|Ministral|Magistral|Devstral|Codestral|Pixtral|DeepSeek|Phi|InternVL|InternLM|InternVideo|LLaVA|GLM|ChatGLM|CogVLM"
    "|CogVideoX|Kimi|MiniMax|Grok|Yi|Baichuan|Falcon|OLMo|Tulu|Vicuna|Alpaca|Nemotron|Llama-Nemotron|MiniCPM|SmolLM|SmolVLM"
    "|StarCoder|OpenAI o\\d|o[134]|Wan|HunyuanVideo|Hunyuan3D|Hunyuan|FLUX|Stable Diffusion|SDXL|SD|Sora|Veo|Kling|Seedream|Seedance|Nano Banana"
    "|Janus|Emu|ResNet|ResNeXt|DenseNet|EfficientNet|MobileNet|ConvNeXt|VGG|YOLO|Granite|Command|Aya|Molmo|Ovis|Step|Seed|MiMo"
    "|EXAONE|Apertus|TinyLlama|Pythia|OPT|BLOOM|T5|Flan-T5|CLIP|DINO|SAM|Whisper|HuBERT|wav2vec|DALL-E|Imagen|Lumina|OmniGen|Show-o"
    "|Doubao|ERNIE|Jamba|Zamba|LFM|Dream|LLaDA|OpenVLA|GR00T|Cosmos|FlashAttention|EAGLE|Medusa|StyleGAN|CodeT5|CodeBERT"
)
_NUMBER = r"(?:[- ]?[vVRkKmMo]?\d+(?:\.\d+)*(?:[a-z](?![a-z]))?(?![\d.]*[BMKTbp%]\b))"
_PART = (
    r"(?:[- ](?:\d+(?:\.\d+)?[BbMT](?![a-z])|A\d+(?:\.\d+)?B|[ER]\d+B?|it|Instruct|Base|Chat|Thinking|Pro|Flash|Lite|Mini|mini|nano|Nano|Turbo"
    r"|turbo|preview|Preview|high|Opus|Sonnet|Haiku|VL|Coder|Math|Omni|Image|Edit|Distill|Distilled|Llama|Qwen|Max|Plus|Ultra|Super|Air"
    r"|Reasoning|reasoning|Large|Small|Next|NeXT|OneVision|Zero|Vision|Code|Exp|OSS|Audio|TTS|ASR|Embedding|Reranker|dev|Kontext|Speciale"
    r"|Video|Interleave|Mamba|Gym|Deep Research|V\d(?:\.\d)?|v\d(?:\.\d)?|R\d|K\d(?:\.\d)?|M\d(?:\.\d)?|\d(?:\.\d)?))"
)
_MODEL = re.compile(rf"(?<![\w-])(?:{_FAMILIES}){_NUMBER}?{_PART}{{0,5}}(?![\w@]|-\w)")
_LEAST = 3


def model_names(texts: Iterable[str]) -> dict[str, Counter[str]]:
    """Return the spellings of each model that three papers at least name, by name key."""
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        for surface in set(_MODEL.findall(plain(text).text)):
            if _tells(surface):
                counts.setdefault(match_key(surface), Counter())[surface] += 1
    return {key: spellings for key, spellings in counts.items() if sum(spellings.values()) >= _LEAST}


def _tells(surface: str) -> bool:
    """Say whether a surface is more than the name of a family with a size that could be anybody's."""
    return (
        bool(re.search(r"\d|Pro|Flash|Coder|Math|Chat|Instruct|Kontext|VL|NeXT|OneVision", surface))
        and len(surface) > 3
    )
