"""The judgement of Forethought: policy, rules and classifier behind one door.

Nothing outside this package imports its modules; what others need is listed here.
"""

from model.alike import is_near_duplicate, marks, shingles
from model.artefacts import current_version, default_folder, read_suspects
from model.checker import Checker, load_checker, load_version
from model.compare import Comparison, compare_versions
from model.dataset import load_corpus
from model.errors import ArtefactError, DatasetError, GateError, ModelError, PolicyError
from model.finding import Finding, GroupedFinding, ShownNotice, Verdict
from model.gate import Failure, try_gate
from model.gatefiles import Posts, new_post, read_limits, read_posts, write_gate
from model.headline import Headline
from model.history import Promotion, promotions
from model.limits import LARGEST_RATIO, Limits, load_limits, parse_limits, write_limits
from model.mask import Masked, find_unmasked, mask
from model.mustlists import ListResult, WrongPost
from model.overlay import Conflict, Entry, Overlay, Shipped, conflicts
from model.overlay import check as check_entry
from model.overlay import parse as parse_overlay
from model.overlayfile import fields_toml, read_toml, write_toml
from model.policy import Policy, load_policy, shipped_files
from model.promote import Override, promote
from model.proof import prove
from model.trial import Changed, Trial, TrialPost, reviewed_posts, trial_posts, try_policy

__all__ = [
    "LARGEST_RATIO",
    "ArtefactError",
    "Changed",
    "Checker",
    "Comparison",
    "Conflict",
    "DatasetError",
    "Entry",
    "Failure",
    "Finding",
    "GateError",
    "GroupedFinding",
    "Headline",
    "Limits",
    "ListResult",
    "Masked",
    "ModelError",
    "Overlay",
    "Override",
    "Policy",
    "PolicyError",
    "Posts",
    "Promotion",
    "Shipped",
    "ShownNotice",
    "Trial",
    "TrialPost",
    "Verdict",
    "WrongPost",
    "check_entry",
    "compare_versions",
    "conflicts",
    "current_version",
    "default_folder",
    "fields_toml",
    "find_unmasked",
    "is_near_duplicate",
    "load_checker",
    "load_corpus",
    "load_limits",
    "load_policy",
    "load_version",
    "marks",
    "mask",
    "new_post",
    "parse_limits",
    "parse_overlay",
    "promote",
    "promotions",
    "prove",
    "read_limits",
    "read_posts",
    "read_suspects",
    "read_toml",
    "reviewed_posts",
    "shingles",
    "shipped_files",
    "trial_posts",
    "try_gate",
    "try_policy",
    "write_gate",
    "write_limits",
    "write_toml",
]
