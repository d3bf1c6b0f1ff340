"""The releases of the libraries behind an engine, for signatures: the same model under another release may write otherwise."""

from importlib.metadata import PackageNotFoundError, version

# Packages that shape an engine's output, by its name in a signature; transformers brings the tokenisers.
_PACKAGES = {
    "ctranslate2": ("ctranslate2", "transformers"),
    "transformers": ("transformers", "torch"),
    "firefox": ("fxtranslate",),
}


def libraries(signature: str) -> list[str]:
    """`package:version` for each library behind the engines that a signature names, each once, in their order."""
    packages = [package for part in signature.split("|") for package in _PACKAGES.get(part, ())]
    return [f"{package}:{found}" for package in dict.fromkeys(packages) if (found := _version(package))]


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:  # put on the path without being installed
        return None
