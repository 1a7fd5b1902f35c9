"""New things are sealed or team, never public: what came from a person is sealed, what stood on the open web is team."""

from tawthiq.record.assessment import Visibility
from tawthiq.record.exhibit import How

_OPEN = frozenset({How.PAGE, How.POST})


def first_visibility(how: How) -> Visibility:
    """Who may see an exhibit before anybody has decided."""
    return Visibility.TEAM if how in _OPEN else Visibility.SEALED
