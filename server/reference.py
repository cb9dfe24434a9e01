"""Turns the OpenAPI document into rows that a page can show. Knows JSON Schema as pydantic writes it."""

from typing import Any

from server.access import DOORS

_REF = "#/components/schemas/"


def operations(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """List every operation: method, path, what opens it, body and answers."""
    rows = []
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            rule = path.replace("{", "<").replace("}", ">")
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            rows.append(
                {
                    "id": operation["operationId"],
                    "method": method.upper(),
                    "path": path,
                    "door": DOORS[f"{method.upper()} {rule}"].value,
                    "summary": operation.get("summary", ""),
                    "description": operation.get("description", ""),
                    "body": _name(body.get("schema", {})),
                    "answers": [_answer(status, one) for status, one in operation["responses"].items()],
                }
            )
    return rows


def schemas(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """List every object that travels: its fields with type, limits and whether they are required."""
    rows = []
    for name, schema in sorted(spec["components"]["schemas"].items()):
        required = schema.get("required", [])
        fields = [
            {
                "name": field,
                "type": kind(one),
                "limits": _limits(one),
                "required": field in required,
                "about": one.get("description", ""),
            }
            for field, one in schema.get("properties", {}).items()
        ]
        rows.append({"name": name, "about": schema.get("description", ""), "fields": fields})
    return rows


def kind(schema: dict[str, Any]) -> str:
    """Say in words what values a schema takes."""
    if "$ref" in schema:
        return _name(schema)
    if "enum" in schema:
        return " | ".join(f'"{value}"' for value in schema["enum"])
    if "const" in schema:
        return f'"{schema["const"]}"'
    if "anyOf" in schema:
        return " or ".join(kind(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items', {}))}"
    return str(schema.get("type", "anything"))


def _limits(schema: dict[str, Any]) -> str:
    words = {
        "maxLength": "at most {} characters",
        "minLength": "at least {}",
        "maxItems": "at most {} items",
        "minimum": "from {}",
        "maximum": "to {}",
        "pattern": "matches {}",
        "default": "default {!r}",
    }
    flat = {key: value for one in (*schema.get("anyOf", ()), schema) for key, value in one.items()}
    return ", ".join(text.format(flat[key]) for key, text in words.items() if flat.get(key) is not None)


def _answer(status: str, answer: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = next(iter(answer.get("content", {}).values()), {})
    return {
        "status": status,
        "about": answer.get("description", ""),
        "body": _name(content.get("schema", {})),
    }


def _name(schema: dict[str, Any]) -> str:
    return str(schema.get("$ref", "")).removeprefix(_REF)
