"""Earlier inventories must tell the same history as the newest one. OCFL 1.1, sections 3.3.1, 3.5.1 and 3.7. Pure."""

from collections.abc import Callable

from tawthiq.preserve.ocfl.inventory import Inventory, Noted, by_path, number


def compare(root: Inventory, prior: dict[str, Inventory], at: Callable[[str], str], noted: Noted) -> None:
    """Hold the inventory of each version directory against the root's; `at` names a path for the report."""
    order = sorted((name for name in prior if number(name) is not None), key=lambda name: number(name) or 0)
    later = root
    for name in reversed(order):
        one = prior[name]
        where = at(f"{name}/inventory.json")
        if one is not root:
            _one(root, name, one, where, noted)
            if one.spec is not None and later.spec is not None and _newer(one.spec, later.spec):
                noted.error("E103", where, f"it is of OCFL {one.spec}, a later version's of {later.spec}")
        later = one
    _content_directory(root, {name: prior[name] for name in order}, at, noted)


def _newer(one: str, other: str) -> bool:
    return tuple(map(int, one.split("."))) > tuple(map(int, other.split(".")))


def _one(root: Inventory, name: str, one: Inventory, where: str, noted: Noted) -> None:
    if one.id != root.id and one.id is not None:
        for code in ("E037", "E110"):
            noted.error(code, where, f"its id is {one.id!r}, the object's is {root.id!r}")
    if one.head is not None and one.head != name:
        noted.error("E040", where, f"its head is {one.head}, it lies in {name}")
    if one.algorithm is not None and root.algorithm is not None and one.algorithm != root.algorithm:
        noted.warn("W004", where, f"it uses {one.algorithm}, the root inventory {root.algorithm}")
    _states(root, number(name) or 0, one, where, noted)


def _states(root: Inventory, top: int, one: Inventory, where: str, noted: Noted) -> None:
    for version in one.versions:
        if version not in root.versions:
            noted.error("E066", where, f"it tells of {version}, which the root inventory does not know")
    for version, block in root.versions.items():
        if (number(version) or 0) > top:
            continue
        if version not in one.versions:
            noted.error("E066", where, f"it does not tell of {version}")
        elif not _same_state(root, one, version):
            noted.error("E066", where, f"the state of {version} is not that of the root inventory")
        else:
            told = one.versions[version]
            if (told.created, told.message, told.user) != (block.created, block.message, block.user):
                noted.warn(
                    "W011", where, f"{version} has another date, message or user than in the root inventory"
                )


def _same_state(root: Inventory, one: Inventory, version: str) -> bool:
    if root.algorithm == one.algorithm:
        return root.versions[version].state == one.versions[version].state
    # Digests of two algorithms cannot be compared; the files that they stand for can.
    ours, theirs = dict(by_path(root, version)), dict(by_path(one, version))
    return set(ours) == set(theirs) and all(ours[path] & theirs[path] for path in ours)


def _content_directory(
    root: Inventory, prior: dict[str, Inventory], at: Callable[[str], str], noted: Noted
) -> None:
    every = {**prior, "": root}
    if len({one.content for one in every.values()}) > 1:
        where = next(name for name, one in every.items() if one.content != root.content)
        for code in ("E019", "E020"):
            noted.error(code, at(f"{where}/inventory.json"), "contentDirectory changes between versions")
    else:
        first = next(iter(prior.values()), root)
        if root.content_set and not first.content_set and root.content != "content":
            noted.error("E019", at("inventory.json"), "contentDirectory was not set in the first version")
