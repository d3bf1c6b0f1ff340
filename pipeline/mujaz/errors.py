"""The errors that reach a person: each says what happened, to which file, and what to type next."""


class MujazError(Exception):
    """An error with a hint and the exit code that the command line returns for it.

    Args:
        message: What happened, to which file.
        hint: The next thing to do, if one is known.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type["MujazError"], tuple[str, str]]:
        return type(self), (self.message, self.hint)


class UsageError(MujazError):
    """The command line, the configuration or the choice of inputs is wrong."""

    exit_code = 2


class ModelError(MujazError):
    """A model is missing or broken."""

    exit_code = 3


class ModelUnavailableError(ModelError):
    """A hub model is not on this machine, and the hub is out of reach: the one case in which a fallback may step in.

    Args:
        message: What happened.
        hint: What to type next.
        why: A clause for who takes the fallback: why the hub is out of reach.
    """

    def __init__(self, message: str, hint: str = "", why: str = "it was not to be fetched") -> None:
        super().__init__(message, hint)
        self.why = why


class ArticleError(MujazError):
    """One article cannot be processed; the run goes on without it."""


class NotArabicError(ArticleError):
    """A text in another language: it is passed over and listed, which is no failure."""


class OutputError(MujazError):
    """A result cannot be written, so the run had to stop; the same command resumes. The cause is the `OSError`."""

    exit_code = 4
