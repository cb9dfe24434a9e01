"""The tables, one file a topic; this folder is read whole, so that migrations and models can be compared."""

from importlib import import_module
from pkgutil import iter_modules

from server.store.tables.base import Base

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["Base"]
