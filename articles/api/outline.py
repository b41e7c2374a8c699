"""The OpenAPI description as a page shows it: by noun, each parameter and field in a line."""

from dataclasses import dataclass

# Values of a parameter shown by name; a longer list says where it is.
SHOWN = 12


@dataclass(frozen=True)
class Line:
    """A parameter or a field: its type and meaning in words, and the values it can have if they are few."""

    name: str
    kind: str
    description: str
    values: list[str]
    count: int = 0
    is_sure: bool = False


@dataclass(frozen=True)
class Operation:
    """What can be asked at an address."""

    method: str
    path: str
    summary: str
    parameters: list[Line]
    body: str
    answer: str
    problems: list[str]
    needs_token: bool


@dataclass(frozen=True)
class Shape:
    """The fields of what is sent or answered."""

    name: str
    description: str
    fields: list[Line]


def paragraphs(described):
    """Return the description's paragraphs, each as (text, whether it is code) pieces."""
    texts = described["info"]["description"].strip().split("\n\n")
    return [[(piece, number % 2 == 1) for number, piece in enumerate(text.split("`"))] for text in texts]


def sections(described):
    """Return (noun, its Operations) of each noun of a description, in its order."""
    found = {}
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            found.setdefault(told["tags"][0], []).append(_operation(method, path, told))
    return list(found.items())


def shapes(described):
    """Return the Shape of everything that is sent or answered."""
    return [
        Shape(
            name,
            told.get("description", ""),
            [_line(each, value, told) for each, value in told.get("properties", {}).items()],
        )
        for name, told in described["components"]["schemas"].items()
    ]


def _operation(method, path, told):
    answers = told["responses"]
    good = next(answers[code] for code in answers if code < "300")
    return Operation(
        method.upper(),
        path,
        told["summary"],
        [_parameter(each) for each in told["parameters"]],
        _named(told.get("requestBody")),
        _named(good),
        [code for code in answers if code >= "400"],
        bool(told.get("security")),
    )


def _named(told):
    """Return the name of the schema of a body or a response, "" if there is none."""
    for content in (told or {}).get("content", {}).values():
        return content["schema"].get("$ref", "").rpartition("/")[2]
    return ""


def _parameter(told):
    return _described(told["name"], told["schema"], told.get("description", ""), told.get("required", False))


def _line(name, schema, owner):
    return _described(name, schema, schema.get("description", ""), name in owner.get("required", ()))


def _described(name, schema, description, is_sure):
    values = _values(schema)
    return Line(
        name, _kind(schema), description, values if len(values) <= SHOWN else [], len(values), is_sure
    )


def _kind(schema):
    """Return a type in words: "string", "list of integer", "Figure or null"."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    return schema.get("format") or schema.get("type", "value")


def _values(schema):
    for each in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        if "enum" in each:
            return [value for value in each["enum"] if value]
    return []
