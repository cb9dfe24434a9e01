"""Reads a request body into a pydantic model. Knows JSON, and what may be said of a body it cannot use."""

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn, TypeVar

from flask import Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import HTTPException

from server.errors import Refusal

Model = TypeVar("Model", bound=BaseModel)

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SENTENCES = {
    "missing": "This field is required.",
    "extra_forbidden": "A field that the schema does not know was sent; leave it out.",
    "string_pattern_mismatch": "This holds characters that the field does not take.",
    "string_too_long": "This is too long.",
    "string_too_short": "This may not be empty.",
    "too_long": "This list is too long.",
    "literal_error": "This is none of the values that the field takes.",
}


def reads(model: type[Model]) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """Pass the body to a view as `body`, straight from the bytes; the view's annotations document it.

    The library's own reading is switched off: it takes any content type, decodes JSON twice, and answers with
    the rejected input.
    """

    def decorate(view: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(view)
        def reading(**path: Any) -> Response:
            return view(body=parse(model), **path)

        vars(reading)["__delay_validate_request__"] = True
        return reading

    return decorate


def parse(model: type[Model]) -> Model:
    """Read the body of the current request.

    Raises
    ------
    Refusal
        415 for another content type, 400 for what is not JSON, 413 for a long `text`, 422 for fields.
    """
    if request.mimetype != "application/json":
        raise Refusal("media-type")
    data = _received()
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        if first["type"] != "json_invalid":
            refuse_fields(error)
    # While it is typed, a draft can end in half an emoji: \ud83d in JSON, which the fast reader refuses.
    try:
        return model.model_validate(_repaired(json.loads(data, parse_constant=_no_constant)))
    except ValidationError as error:
        refuse_fields(error)
    except (ValueError, RecursionError):
        raise Refusal("unreadable") from None


def refuse_fields(error: ValidationError) -> NoReturn:
    """Turn the library's validation error into a refusal that repeats nothing of the input."""
    problems = []
    for one in error.errors(include_url=False, include_context=False, include_input=False):
        if one["type"] == "string_too_long" and one["loc"] == ("text",):
            raise Refusal("too-long") from None
        # An unknown field's name was chosen by the sender and may hold anything: it is not repeated.
        names = one["loc"][:-1] if one["type"] == "extra_forbidden" else one["loc"]
        field = ".".join(str(name) for name in names) or "body"
        problems.append((field, _SENTENCES.get(one["type"], "This has the wrong type or range.")))
    raise Refusal("fields", errors=problems[:20]) from None


def _received() -> bytes:
    """Return the whole body; 400 when it did not arrive whole, 413 when it is longer than the service takes."""
    try:
        data = request.get_data(cache=False)
    except HTTPException:
        raise
    except Exception:  # noqa: BLE001 -- each server has its own errors for a body that broke off
        raise Refusal("unreadable") from None
    if request.content_length not in {None, len(data)}:
        raise Refusal("unreadable")
    return data


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("not JSON")


def _repaired(value: Any) -> Any:
    """Replace lone surrogates, one code unit for one, so that offsets stay where they are."""
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_repaired(one) for one in value]
    if isinstance(value, dict):
        return {_repaired(key): _repaired(one) for key, one in value.items()}
    return value
