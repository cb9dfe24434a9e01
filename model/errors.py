"""The errors this package raises; each message says what happened and what to do.

ModelError
├── DatasetError    a corpus record cannot be used; names file and line
├── PolicyError     a policy file cannot be used; names the file
└── ArtefactError   a trained version cannot be used; names the version
    └── GateError   a version may not be promoted; names the figures and the posts that failed
"""


class ModelError(Exception):
    """Base of every error that this package raises on purpose."""


class DatasetError(ModelError):
    """A corpus record cannot be used."""


class PolicyError(ModelError):
    """A policy file cannot be used."""


class ArtefactError(ModelError):
    """A trained version cannot be used."""


class GateError(ArtefactError):
    """A version may not be promoted."""
