"""The judgement of Forethought: policy, rules and classifier behind one door.

Nothing outside this package imports its modules; what others need is listed here.
"""

from model.alike import is_near_duplicate, marks, shingles
from model.artefacts import current_version, default_folder
from model.checker import Checker, load_checker
from model.errors import ArtefactError, DatasetError, GateError, ModelError, PolicyError
from model.finding import Finding, GroupedFinding, ShownNotice, Verdict
from model.gate import Failure, try_gate
from model.history import Promotion, promotions
from model.limits import Limits, load_limits, parse_limits, write_limits
from model.mask import Masked, find_unmasked, mask
from model.mustlists import ListResult, WrongPost
from model.policy import Policy, load_policy
from model.promote import Override, promote

__all__ = [
    "ArtefactError",
    "Checker",
    "DatasetError",
    "Failure",
    "Finding",
    "GateError",
    "GroupedFinding",
    "Limits",
    "ListResult",
    "Masked",
    "ModelError",
    "Override",
    "Policy",
    "PolicyError",
    "Promotion",
    "ShownNotice",
    "Verdict",
    "WrongPost",
    "current_version",
    "default_folder",
    "find_unmasked",
    "is_near_duplicate",
    "load_checker",
    "load_limits",
    "load_policy",
    "marks",
    "mask",
    "parse_limits",
    "promote",
    "promotions",
    "shingles",
    "try_gate",
    "write_limits",
]
