"""Build what browsers load: compile the styles in the county's colours, name every file by its content, compress it.

Reads ``static/{scss,js,img}`` and the typeface and libraries in ``node_modules``; writes ``static/build/`` and its
``manifest.json``. Does nothing when no source has changed since the last build.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
BUILD = STATIC / "build"
MODULES = ROOT / "node_modules"
TYPEFACES = MODULES / "@fontsource"
# bold Nastaliq is drawn by the browser, because a second file of it is too big to send
TYPEFACE_FILES = tuple(
    (package, f"{package}-{alphabet}-{weight}-normal.woff2")
    for package, alphabet, weights in (
        ("atkinson-hyperlegible-next", "latin", (400, 700)),
        ("atkinson-hyperlegible-next", "latin-ext", (400, 700)),
        ("noto-nastaliq-urdu", "arabic", (400,)),
        ("noto-sans-gurmukhi", "gurmukhi", (400, 700)),
    )
    for weight in weights
)
STYLES = ("main", "street_map")
LIBRARIES = {"leaflet.js": MODULES / "leaflet" / "dist" / "leaflet.js"}
COMPRESSED = {".css", ".js", ".svg", ".json", ".webmanifest"}
ENOUGH_CONTRAST = 4.5
INK = "#16242a"

_SIDES = {"left": "start", "right": "end"}
_PHYSICAL = re.compile(
    r"(?<=[{;])(?:(margin|padding|border)-(left|right)|(left|right)(?=:)|(border-(?:top|bottom)-(?:left|right)-radius))"
    r"(?=[:-])"
)
_ALIGNED = re.compile(r"(?<=[{;])(text-align|float|clear|justify-content):(left|right)(?=[;} !])")
_FOUR_SIDES = re.compile(r"(?<=[{;])(margin|padding):([^ ;}()]+) ([^ ;}()]+) ([^ ;}()]+) ([^ ;}()!]+)(?=[;}])")
# of Leaflet: a marker and a button that we do not use, and drawing in a browser that nobody has
_UNUSED = re.compile(r"(?:background-image|behavior):url\((?:images/|#default)[^)]*\);?")
_ADDRESS = re.compile(r"""url\((["']?)((?:fonts|img)/[^)"']+)\1\)""")


class BuildError(Exception):
    """Raised when the build cannot go on; the message says what to do."""


def county_folder() -> Path:
    """Return the folder of the county that the site is built for."""
    return Path(os.environ.get("LOCALOFFER_COUNTY") or ROOT / "county" / "staffordshire").resolve()


def colours(county: Path) -> dict[str, str]:
    """Return the county's ``brand`` and ``accent``.

    Raises:
        BuildError: when one is missing, is not ``#rrggbb``, or cannot be read against what it is put on.
    """
    try:
        told = tomllib.loads((county / "council.toml").read_text(encoding="utf-8"))["colours"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise BuildError(f"The colours in {county / 'council.toml'} cannot be read: {error}") from error
    found = {}
    for name, against, where in (("brand", "#ffffff", "white"), ("accent", INK, f"the text colour {INK}")):
        colour = str(told.get(name, ""))
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise BuildError(f"The colour {name} in council.toml is {colour!r}: write it as #rrggbb.")
        ratio = contrast(colour, against)
        if ratio < ENOUGH_CONTRAST:
            raise BuildError(
                f"The colour {name} ({colour}) in council.toml has a contrast of {ratio:.2f} with {where}: "
                f"it needs at least {ENOUGH_CONTRAST}. Choose a {'darker' if name == 'brand' else 'lighter'} one."
            )
        found[name] = colour
    return found


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two ``#rrggbb`` colours as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mirrored(css: str) -> str:
    """Return compressed CSS whose left and right became start and end, so that it fits both directions of writing.

    The design system is written for left to right only; this turns all of it at once.
    """

    def side(found: re.Match[str]) -> str:
        box, box_side, inset, radius = found.groups()
        if box:
            return f"{box}-inline-{_SIDES[box_side]}"
        if inset:
            return f"inset-inline-{_SIDES[inset]}"
        block, inline = radius.split("-")[1:3]
        return f"border-{'start' if block == 'top' else 'end'}-{_SIDES[inline]}-radius"

    def aligned(found: re.Match[str]) -> str:
        name, value = found.groups()
        return f"{name}:{'inline-' if name in ('float', 'clear') else ''}{_SIDES[value]}"

    def four_sides(found: re.Match[str]) -> str:
        box, top, right, bottom, left = found.groups()
        if left == right:
            return found.group()
        return f"{box}-block:{top} {bottom};{box}-inline:{left} {right}"

    return _FOUR_SIDES.sub(four_sides, _ALIGNED.sub(aligned, _PHYSICAL.sub(side, css)))


def compile_style(name: str, told: dict[str, str]) -> str:
    """Return one compiled style sheet in the county's colours.

    Raises:
        BuildError: when Node or Sass is missing, or the style sheet has a mistake.
    """
    node, sass = shutil.which("node"), MODULES / "sass" / "sass.js"
    if node is None or not sass.exists():
        raise BuildError("Node.js or the packages of package.json are missing: run `npm ci` first, or `make run`.")
    with tempfile.TemporaryDirectory() as folder:
        variables = "".join(f"${key}: {value};\n" for key, value in {**told, "ink": INK}.items())
        (Path(folder) / "_county.scss").write_text(variables, encoding="utf-8")
        paths = [f"--load-path={MODULES}", f"--load-path={folder}"]
        source = STATIC / "scss" / f"{name}.scss"
        options = ["--style=compressed", "--no-source-map", "--quiet-deps", "--no-charset"]
        run = subprocess.run([node, sass, *options, *paths, source], capture_output=True, text=True, check=False)
    if run.returncode:
        raise BuildError(run.stderr.strip())
    return mirrored(_UNUSED.sub("", run.stdout))


def stamp(county: Path) -> str:
    """Return one hash of everything that the build is made from."""
    sources = [path for path in sorted(STATIC.rglob("*")) if path.is_file() and BUILD not in path.parents]
    sources += [county / "council.toml", ROOT / "package-lock.json", Path(__file__)]
    digest = hashlib.sha256()
    for path in sources:
        digest.update(str(path).encode())
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


class Folder:
    """A build folder being filled: keeps each file under a name made from its content, and remembers which."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.manifest: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        """Write one file, its compressed forms beside it."""
        before, dot, ending = name.rpartition(".")
        hashed = f"{before}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{ending}"
        target = self.path / hashed
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        if target.suffix in COMPRESSED:
            target.with_name(f"{target.name}.br").write_bytes(brotli.compress(content, quality=11))
            target.with_name(f"{target.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        self.manifest[name] = hashed

    def addressed(self, css: str) -> str:
        """Return CSS that names the files of this folder by their hashed names.

        Raises:
            BuildError: when it names one that is not here.
        """

        def hashed(found: re.Match[str]) -> str:
            name = found.group(2)
            if name not in self.manifest:
                raise BuildError(f"The styles name {name}, which is not in static/.")
            return f"url({self.manifest[name]})"

        return _ADDRESS.sub(hashed, css)


def fill(folder: Folder, told: dict[str, str]) -> None:
    """Put everything into the folder: what styles name first, so that they can name it."""
    for package, name in TYPEFACE_FILES:
        folder.add(f"fonts/{name}", (TYPEFACES / package / "files" / name).read_bytes())
    for path in sorted((STATIC / "img").rglob("*.*")):
        text = path.read_bytes()
        if path.suffix == ".svg":
            text = text.replace(b"BRAND", told["brand"].encode()).replace(b"ACCENT", told["accent"].encode())
        folder.add(path.relative_to(STATIC).as_posix(), text)
    for path in sorted((STATIC / "js").glob("*.js")):
        folder.add(path.name, path.read_bytes())
    for library, source in LIBRARIES.items():
        folder.add(library, source.read_bytes())
    for name in STYLES:
        folder.add(f"{name}.css", folder.addressed(compile_style(name, told)).encode())


def keep_served(before: Path, after: Path) -> None:
    """Copy what the build before offered, so that a site which runs on while this is built keeps its styles."""
    offered = json.loads((before / "manifest.json").read_text(encoding="utf-8")).values()
    for name in offered:
        for path in (before / name).parent.glob(f"{Path(name).name}*"):
            target = after / path.relative_to(before)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, target)


def build() -> bool:
    """Build unless nothing has changed; return whether it did.

    Raises:
        BuildError: when it cannot; what was built before is left as it was.
    """
    county = county_folder()
    wanted, stamped = stamp(county), BUILD / ".stamp"
    if stamped.exists() and stamped.read_text(encoding="utf-8") == wanted:
        return False
    told = colours(county)
    with tempfile.TemporaryDirectory(dir=STATIC, prefix=".build-") as temporary:
        made = Folder(Path(temporary) / "build")
        fill(made, told)
        (made.path / "manifest.json").write_text(json.dumps(made.manifest, indent=1), encoding="utf-8")
        (made.path / ".stamp").write_text(wanted, encoding="utf-8")
        if BUILD.exists():
            keep_served(BUILD, made.path)
            BUILD.rename(Path(temporary) / "before")
        made.path.rename(BUILD)
    return True


def main() -> int:
    """Build and say what happened; return the exit status."""
    try:
        print("Styles and scripts are built." if build() else "Styles and scripts are up to date.")
    except BuildError as error:
        print(f"The styles could not be built. {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
