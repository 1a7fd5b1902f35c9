"""What lies in the content directories, held against every inventory of the object. OCFL 1.1, sections 3.3.1, 3.5.2, 3.5.4."""

from tawthiq.preserve.hashing import digests, known, side_by_side
from tawthiq.preserve.ocfl.inventory import Inventory, number
from tawthiq.preserve.ocfl.look import Looked
from tawthiq.preserve.tree import Kind


def check_content(seen: Looked, root: Inventory, prior: dict[str, Inventory], threads: int) -> None:
    """Every file is in the manifests, every manifest's file is there, and every digest given anywhere is right."""
    inventories = {"inventory.json": root}
    inventories |= {f"{name}/inventory.json": one for name, one in prior.items() if one is not root}
    for name in root.versions:
        _listed(seen, name, root.content, inventories)
    for of, one in inventories.items():
        _there(seen, of, one)
    _hash(seen, list(inventories.values()), threads)


def _listed(seen: Looked, version: str, content: str, inventories: dict[str, Inventory]) -> None:
    folder = f"{version}/{content}"
    if seen.kind(folder) is not Kind.FOLDER:
        return
    if folder not in seen.children:
        seen.noted.warn("W003", seen.at(folder), "an empty content directory")
    for path, kind in seen.below(folder):
        if kind is Kind.FOLDER and path not in seen.children:
            seen.noted.error("E024", seen.at(path), "an empty directory in a content directory")
        if kind is not Kind.FILE:
            continue
        for of, one in inventories.items():
            if _covers(of, version) and one.has_manifest and path not in one.manifest:
                seen.noted.error("E023", seen.at(path), f"the manifest of {of} does not list it")


def _covers(of: str, version: str) -> bool:
    """Whether an inventory tells of a version: the root's of all, a version's of those up to it."""
    own = of.rpartition("/")[0]
    return not own or (number(own) or 0) >= (number(version) or 0)


def _there(seen: Looked, of: str, one: Inventory) -> None:
    for path in sorted(one.manifest):
        if seen.kind(path) is not Kind.FILE:
            seen.noted.error("E092", seen.at(path), f"the manifest of {of} lists it and it is not there")
    for algorithm, block in one.fixity.items():
        what = f"fixity of {algorithm} in {of} lists it"
        for path in sorted(block):
            if seen.kind(path) is not Kind.FILE:
                seen.noted.error("E093", seen.at(path), f"{what} and it is not there")
            elif one.has_manifest and path not in one.manifest:
                seen.noted.error("E057", seen.at(path), f"{what} and its manifest does not")


Expected = dict[str, set[tuple[str, str, str]]]


def _expected(inventories: list[Inventory]) -> Expected:
    """(algorithm, digest, code if it is not so) by content path."""
    found: Expected = {}
    for one in inventories:
        for path, digest in one.manifest.items():
            if one.algorithm is not None:
                found.setdefault(path, set()).add((one.algorithm, digest, "E092"))
        for algorithm, block in one.fixity.items():
            for path, digest in block.items():
                found.setdefault(path, set()).add((algorithm, digest, "E093"))
    return found


def _hash(seen: Looked, inventories: list[Inventory], threads: int) -> None:
    """Read each content file once and hold it against everything that any inventory says of it."""
    expected = _expected(inventories)
    work = [path for path in sorted(expected) if seen.kind(path) is Kind.FILE]

    def job(path: str) -> tuple[dict[str, str], str]:
        try:
            with seen.tree.open(path) as stream:
                wanted = {algorithm for algorithm, _, _ in expected[path] if known(algorithm)}
                found, size = digests(stream, wanted)
                return {**found, "size": str(size)}, ""
        except OSError as error:
            return {}, str(error.strerror or error)

    for path, (found, trouble) in zip(work, side_by_side(job, work, threads), strict=True):
        if trouble:
            seen.noted.error("E092", seen.at(path), f"it cannot be read ({trouble})")
        for algorithm, digest, code in sorted(expected[path]) if not trouble else ():
            if algorithm in found and found[algorithm] != digest:
                what = f"its {algorithm} is {found[algorithm][:16]}…, not {digest[:16]}…"
                seen.noted.error(code, seen.at(path), what)
