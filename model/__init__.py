"""The judgement of Forethought: policy, rules and classifier behind one door.

Nothing outside this package imports its modules; what others need is listed here.
"""

from model.alike import is_near_duplicate, marks, shingles
from model.artefacts import current_version, default_folder
from model.checker import Checker, load_checker
from model.errors import ArtefactError, DatasetError, GateError, ModelError, PolicyError
from model.finding import Finding, GroupedFinding, ShownNotice, Verdict
from model.mask import Masked, find_unmasked, mask
from model.policy import Policy, load_policy

__all__ = [
    "ArtefactError",
    "Checker",
    "DatasetError",
    "Finding",
    "GateError",
    "GroupedFinding",
    "Masked",
    "ModelError",
    "Policy",
    "PolicyError",
    "ShownNotice",
    "Verdict",
    "current_version",
    "default_folder",
    "find_unmasked",
    "is_near_duplicate",
    "load_checker",
    "load_policy",
    "marks",
    "mask",
    "shingles",
]
