"""The package's requirements are the lines of run.in: one list, kept in one place."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class CustomMetadataHook(MetadataHookInterface):
    """Reads the direct requirements at build time."""

    def update(self, metadata):
        """Fill in `dependencies`, the one dynamic field."""
        lines = (Path(self.root) / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]
