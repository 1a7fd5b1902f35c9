"""The one normaliser of Arabic and English text: what is compared or indexed anywhere has passed through here.

Nothing of ours is imported here, and nothing here touches disk, network or clock: word lists are handed in by the caller.
"""

from tawthiq.language.edtf import bounds
from tawthiq.language.fold import FOLD_VERSION, Folded, fold, fold_map
from tawthiq.language.quotation import quotations
from tawthiq.language.script import language
from tawthiq.language.sentences import sentences

__all__ = ["FOLD_VERSION", "Folded", "bounds", "fold", "fold_map", "language", "quotations", "sentences"]
