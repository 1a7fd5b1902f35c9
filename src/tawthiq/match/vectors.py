"""What numba does not say by itself: sixty-four numbers compared in a few instructions, and the place of a word's lowest bit.

Written in LLVM's terms, so that each processor gets its own widest instructions, or a loop where it has none. Only for kernels.
"""

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped] # it ships no types
from numba import types
from numba.core import cgutils as _cgutils
from numba.extending import intrinsic

cgutils: Any = _cgutils
LANES = 64


def _near_mask(_context: Any, numbers: Any, at: Any, number: Any, most: Any) -> Any:  # noqa: ARG001 - read by numba
    """Bit i is set where `numbers[at + i]` and `number` differ in at most `most` bits. All of 16 bits; 64 are read."""
    if not isinstance(numbers, types.Array):
        return None

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        many = ir.VectorType(ir.IntType(16), LANES)
        kept = context.make_array(signature.args[0])(context, builder, given[0])
        start = builder.gep(kept.data, [given[1]])
        read = builder.load(builder.bitcast(start, many.as_pointer()))
        read.align = 2
        count = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(many, [many]), f"llvm.ctpop.v{LANES}i16"
        )
        apart = builder.call(count, [builder.xor(read, _each(builder, many, given[2]))])
        near = builder.icmp_unsigned("<=", apart, _each(builder, many, given[3]))
        return builder.bitcast(near, ir.IntType(LANES))

    return types.uint64(numbers, types.intp, types.uint16, types.uint16), generate


def _each(builder: Any, many: Any, value: Any) -> Any:
    """A vector with the same value everywhere."""
    nothing = ir.Constant(many, ir.Undefined)
    first = builder.insert_element(nothing, value, ir.Constant(ir.IntType(32), 0))
    return builder.shuffle_vector(
        first, nothing, ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
    )


def _bits_set(_context: Any, word: Any) -> Any:  # noqa: ARG001 - as above
    """How many bits of a word are set."""
    return types.int64(types.uint64), lambda _c, builder, _s, given: builder.ctpop(given[0])


def _lowest_bit(_context: Any, word: Any) -> Any:  # noqa: ARG001 - as above
    """The place of a word's lowest set bit; the word is not 0."""
    return (
        types.int64(types.uint64),
        lambda _c, builder, _s, given: builder.cttz(given[0], ir.Constant(ir.IntType(1), 1)),
    )


near_mask: Any = intrinsic(_near_mask)
bits_set: Any = intrinsic(_bits_set)
lowest_bit: Any = intrinsic(_lowest_bit)
