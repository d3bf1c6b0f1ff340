"""The releases of the libraries behind an engine, and the processor: the same model on others may write otherwise."""

import hashlib
import os
import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# Packages that shape an engine's output, by its name in a signature; transformers brings tokenisers and conversions.
_PACKAGES = {
    "ctranslate2": ("ctranslate2", "transformers"),
    "transformers": ("transformers", "torch"),
    "firefox": ("fxtranslate",),
}
# Variables by which CTranslate2, oneDNN, MKL, OpenBLAS and torch are told to use less of a processor than it can.
_CHOOSING = ("CT2_", "DNNL_", "ONEDNN_", "MKL_", "OPENBLAS_", "ATEN_CPU_")


def libraries(signature: str) -> list[str]:
    """`package:version` for each library behind the engines that a signature names, each once, in their order.

    For the signature of a brief and for the key of the translation memory alike: where they differed, a sentence of an
    older release would come back from the memory under the signature of the new one.
    """
    packages = [package for part in signature.split("|") for package in _PACKAGES.get(part, ())]
    return [f"{package}:{release}" for package, release in installed(packages).items() if release]


def installed(packages: Iterable[str]) -> dict[str, str | None]:
    """The release of each package; None where it is not installed, or lies on the path without having been installed."""
    return {package: _version(package) for package in packages}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def processor() -> str:
    """What the processor can do, and what the environment lets libraries do with it: they choose their code by that."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        lines = [f"model name: {platform.processor()}"]
    told = {line for line in lines if line.startswith(("model name", "flags", "Features", "CPU part"))}
    told |= {f"{name}={value}" for name, value in os.environ.items() if name.startswith(_CHOOSING)}
    return f"{platform.machine()} {hashlib.sha256('|'.join(sorted(told)).encode()).hexdigest()[:32]}"
