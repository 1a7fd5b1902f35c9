"""The one normaliser of Arabic and English text: what is compared or indexed anywhere has passed through here.

Nothing of ours is imported here, and nothing here touches disk, network or clock.
"""

from tawthiq.language.fold import FOLD_VERSION, fold

__all__ = ["FOLD_VERSION", "fold"]
