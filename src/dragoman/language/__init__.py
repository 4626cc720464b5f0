"""Text to parse: words, sentences, trees, mentions. The only package that runs a model."""

from dragoman.language.model import LanguageModel
from dragoman.language.parse import Mention, Parse

__all__ = ["LanguageModel", "Mention", "Parse", "load_model"]


def load_model(*, threads: int | None = None) -> LanguageModel:
    """The packaged language model; `threads` bounds the cores it uses, None leaves them to onnxruntime."""
    return LanguageModel(threads=threads)
