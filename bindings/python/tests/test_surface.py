"""The methods equal the core's list of operations, and generated modules are up to date."""

import json
import subprocess
import sys

import leadgrade
import pytest
from leadgrade import _answers


def public(kind):
    return {name for name in dir(kind) if not name.startswith("_")}


def test_a_model_has_every_operation_and_the_methods_of_the_package(root):
    surface = json.loads((root / "core" / "schema" / "surface.json").read_text("utf-8"))
    expected = {"load", "from_toml", "from_json", "from_dict", "history", "assess_table", "assess_sorted"}
    for operation in surface["operations"]:
        expected |= {operation["name"], f"{operation['name']}_json"}
    assert public(leadgrade.Model) == expected


def test_the_package_exports_its_public_names():
    assert all(hasattr(leadgrade, name) for name in leadgrade.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'Modell'"):
        leadgrade.Modell  # noqa: B018


def test_generated_modules_are_up_to_date(root):
    script = [sys.executable, "generate", "--check"]
    ran = subprocess.run(script, cwd=root / "bindings" / "python", capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


def test_every_member_of_an_answer_is_an_attribute():
    for name in _answers.__all__:
        kind = getattr(_answers, name)
        record = kind({field: None for field in kind._fields})
        for field in kind.__annotations__:
            if not field.startswith("_"):
                assert getattr(record, field) is None, (name, field)
