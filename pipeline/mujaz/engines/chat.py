"""Models behind a chat server (vLLM, Ollama, llama.cpp, any with OpenAI's protocol), for translation and for summaries.

One text a request, several requests at once: models lose or mix up sentences that are given as a list. Temperature 0,
and a reply in a JSON object, held to a schema where the server can do that. What the server computes is its own affair:
the same request may come out otherwise when its batches or its version differ, so that a resumed run keeps what
is done, but the same words are promised only as far as the server keeps its word.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from mujaz.engines import chat_reply
from mujaz.engines.chat_client import ChatClient, Format, Pauses, Question, RefusedError, Session
from mujaz.engines.decoding import NOTHING
from mujaz.engines.protocol import DecodingOptions, FixedDecoding, Hypothesis
from mujaz.errors import ModelError
from mujaz.models import prompts
from mujaz.models.served import ServedModel

logger = logging.getLogger(__name__)

FORMS: tuple[Format, ...] = ("json_schema", "json_object", "text")  # the first that the server takes is used
_ASKED = 3  # times, for a reply that can be read; the later ones with another seed and a little chance
_CHANCE = 0.3  # temperature of the later ones: at 0 the same would come again
# The server's tokeniser is not at hand. A token is reckoned as three characters, about what translation models have for
# Arabic and English alike, so that `max_sentence_tokens` means the same for all engines.
_CHARACTERS = 3
_THOUGHTS = 1024  # tokens besides, for a model that thinks aloud before it replies
_MARGIN = 64  # tokens around the messages: roles, template
_LEAST = 32  # tokens of a text that must fit, or the context is of no use


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Tokens, for each reckoned token of a text."""

    source: float  # that it may really have: with a poor vocabulary one for each Arabic letter
    reply: float  # that its reply may need
    reply_least: int  # besides


_SIZES: dict[prompts.Task, _Sizes] = {
    "translate": _Sizes(source=3, reply=3, reply_least=96),
    "summarize": _Sizes(source=1.2, reply=0.3, reply_least=400),
}
_PROOFS: dict[prompts.Task, str] = {
    "translate": "صباح الخير.",
    "summarize": "The school in the village opened again on Monday. The teacher said that all forty children came.",
}


class ChatEngine(FixedDecoding):
    """A model behind a chat server; see `mujaz.engines.protocol.Engine`.

    Args:
        model: The model, its server, and the task.
        pauses: Between repeated requests.

    Raises:
        ModelError: The server does not answer, or the model does not reply in the form asked for.
        UsageError: The key is missing from the environment.
    """

    def __init__(self, model: ServedModel, *, pauses: Pauses | None = None) -> None:
        self._task = model.task
        self._system = prompts.text(model.task)
        self._schema = chat_reply.schema(model.task)
        sizes = _SIZES[model.task]
        self._room = model.context - _reckoned(self._system) - _MARGIN  # tokens for a text and its reply
        self._most = int((self._room - sizes.reply_least) / (sizes.source + sizes.reply))
        if self._most < _LEAST:
            raise ModelError(
                f"{model.name} on {model.address} has a context of {model.context} tokens, too few for its instructions",
                "start the server with a larger context, 4096 or more; or say in `chat.context` what it really has",
            )
        self._client = ChatClient(model, pauses or Pauses())
        self._form: Format = "text"
        self._form = self._agreed(model)
        self._client.proof = self._question(_PROOFS[self._task], 0)
        self._signature = f"chat|{model.identity}|{self._form}|temperature:0|context:{model.context}"

    @property
    def signature(self) -> str:
        """Engine, model, the hash of what the server says of it and of what it is told, and the form of its replies."""
        return self._signature

    @property
    def max_source_tokens(self) -> int:
        """The longest input in reckoned tokens (see `count_tokens`); with its reply it surely fits the context."""
        return self._most

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The length of each text in tokens, reckoned from its characters."""
        return [_reckoned(text.strip()) for text in texts]

    def translate(self, texts: Sequence[str], options: DecodingOptions) -> list[Hypothesis]:  # noqa: ARG002 - fixed
        """One hypothesis for each text, in the same order, without a score; empty where no reply could be read.

        Raises:
            ModelError: The server is gone.
            ValueError: A text is longer than `max_source_tokens`.
        """
        for text, length in zip(texts, self.count_tokens(texts), strict=True):
            if length > self._most:
                raise ValueError(
                    f"a text of about {length} tokens exceeds the {self._most} that fit a request: {text[:60]!r}…"
                )
        return self._client.each(self._hypothesis, texts)

    async def _hypothesis(self, session: Session, text: str) -> Hypothesis:
        if not text.strip():
            return NOTHING
        for asked in range(_ASKED):
            try:
                reply = await session.ask(self._question(text, asked))
            except RefusedError as error:
                logger.warning("the server refuses %r: %s", text[:60], error)
                break
            read = chat_reply.read(self._task, reply.text)
            if read is not None:  # whole, whatever came after it
                return Hypothesis(read, None, finished=True)
            logger.info("no usable reply to %r: %r", text[:60], reply.text[:200])
        return Hypothesis("", None, finished=False)

    def _question(self, text: str, asked: int) -> Question:
        """A request; a repeated one has more room for its reply."""
        length, sizes = _reckoned(text), _SIZES[self._task]
        wanted = int(_THOUGHTS + sizes.reply_least + sizes.reply * length) * 2**asked
        return Question(
            system=self._system,
            user=text.strip(),
            max_tokens=max(1, min(wanted, self._room - int(sizes.source * length))),
            seed=asked,
            temperature=_CHANCE if asked else 0.0,
            schema=self._schema,
            form=self._form,
        )

    def _agreed(self, model: ServedModel) -> Format:
        """The strictest form of reply that the server takes and the model fills."""
        heard = ""
        for form in FORMS:
            self._form = form
            question = self._question(_PROOFS[self._task], 0)
            try:
                (reply,) = self._client.each(lambda to, _, question=question: to.ask(question), [""])  # type: ignore[misc]
            except RefusedError as error:
                heard = str(error)
                continue
            if chat_reply.read(self._task, reply.text) is not None:
                return form
            heard = f"it said {reply.text[:200]!r}"
        raise ModelError(
            f"{model.name} on {model.address} does not reply in the form asked for: {heard}",
            "take a model that was trained to follow instructions; see the server's log for what it was asked",
        )


def _reckoned(text: str) -> int:
    return -(-len(text) // _CHARACTERS)
