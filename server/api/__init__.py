"""The API under /v1: one module per resource, each with a `make_blueprint` that takes only what it needs."""
