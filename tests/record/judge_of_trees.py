"""Asked as a separate program: roots and proofs of trees as pymerkle makes them, a line of JSON in and a line out."""

import json
import sys
from hashlib import sha256

from pymerkle import InmemoryTree, verify_consistency, verify_inclusion


def as_in_rfc_9162(proof: object, old: int, size: int) -> list[bytes]:
    """Its proof in the RFC's order: it steps from a leaf where the RFC starts at the subtree that ends the old tree."""
    first, *rest = proof.path
    bits, masks = proof.rule, proof.subset[1:]
    if not proof.subset[0]:
        while not masks[0]:
            left, right = (rest[0], first) if bits[0] else (first, rest[0])
            first = sha256(b"\x01" + left + right).digest()
            bits, rest, masks = bits[1:], rest[1:], masks[1:]
        first, rest = rest[0], [first, *rest[1:]]
    if old == size:
        return []
    return rest if old & (old - 1) == 0 else [first, *rest]


for line in sys.stdin:
    asked = json.loads(line)
    tree = InmemoryTree(algorithm="sha256")
    for entry in asked["entries"]:
        tree.append_entry(bytes.fromhex(entry))
    size, index, old = len(asked["entries"]), asked["index"], asked["old"]
    inclusion = tree.prove_inclusion(index + 1, size)
    consistency = tree.prove_consistency(old, size)
    verify_inclusion(tree.get_leaf(index + 1), tree.get_state(size), inclusion)
    verify_consistency(tree.get_state(old), tree.get_state(size), consistency)
    answer = {
        "root": tree.get_state(size).hex(),
        "old": tree.get_state(old).hex(),
        "inclusion": [step.hex() for step in inclusion.path],
        "consistency": [step.hex() for step in as_in_rfc_9162(consistency, old, size)],
    }
    print(json.dumps(answer))
