"""An independent program builds the same trees: roots, audit paths and consistency proofs of 1,000 of them."""

import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

from tawthiq.record.merkle import Frontier, leaf
from tawthiq.record.proofs import LeafNodes, consistency, extends, includes, inclusion, root

TREES = 1000


def test_an_independent_program_finds_the_same_roots_and_proofs_in_random_trees(
    judge: Callable[[str], Path],
) -> None:
    """Sizes 1 to 300, entries of 0 to 40 bytes; its proofs hold by our rules, ours by its own, hash by hash."""
    draw = random.Random(20261125)
    asked = []
    for _ in range(TREES):
        entries = [
            draw.randbytes(draw.randrange(41)) for _ in range(draw.randint(1, draw.choice([9, 40, 300])))
        ]
        asked.append((entries, draw.randrange(len(entries)), draw.randint(1, len(entries))))
    lines = [
        json.dumps({"entries": [entry.hex() for entry in entries], "index": index, "old": old})
        for entries, index, old in asked
    ]
    program = Path(__file__).with_name("judge_of_trees.py")
    done = subprocess.run(
        [judge("merkle"), program], input="\n".join(lines), capture_output=True, text=True, check=True
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == TREES
    for (entries, index, old), answer in zip(asked, answers, strict=True):
        size = len(entries)
        leaves = [leaf(entry) for entry in entries]
        nodes = LeafNodes(leaves)
        theirs = bytes.fromhex(answer["root"])
        before = bytes.fromhex(answer["old"])
        assert Frontier().extend(leaves).root == root(nodes, 0, size) == theirs
        assert Frontier().extend(leaves[:old]).root == before
        # Its paths begin with the leaf itself.
        path = [bytes.fromhex(step) for step in answer["inclusion"]]
        assert path[0] == leaves[index]
        assert path[1:] == inclusion(nodes, index, size)
        assert includes(leaves[index], index, size, path[1:], theirs)
        path = [bytes.fromhex(step) for step in answer["consistency"]]
        assert path == consistency(nodes, old, size)
        assert extends(old, before, size, theirs, path)
