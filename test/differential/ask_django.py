"""Asks the installed Django: one JSON request a line in, one JSON answer a line out.

{"filter": name, "args": [...], "autoescape": bool, "zone": name}  what the filter returns
{"print": value, "zone": name}                                     what {{ value }} prints, unescaped
Both take "language" and, for what reads the clock, "now" (ISO 8601, UTC).
{"compare": [a, b]}                                                [a == b, a < b, b in a], None for an error
{"casefold": text} {"title": text}                                 Python's own
{"version": true}
Values are JSON, or {"$t": "safe" | "decimal" | "datetime" | "date", "value": text}, or {"$t": "dict", "items": []}.
"""
import datetime
import decimal
import json
import math
import sys
import warnings
import zoneinfo

warnings.simplefilter("ignore")
import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["django.contrib.humanize"], USE_TZ=True, TIME_ZONE="UTC", LANGUAGE_CODE="en", SECRET_KEY="x",
    **({"USE_L10N": True} if django.VERSION < (4, 0) else {}),
)
django.setup()
from django.template import Context, Engine
from django.contrib.humanize.templatetags import humanize
from django.template.defaultfilters import register
from django.templatetags import l10n, tz
from django.utils import timesince, timezone, translation
from django.utils.functional import Promise
from django.utils.safestring import SafeData, mark_safe

PRINT = Engine().from_string("{% autoescape off %}{{ value }}{% endautoescape %}")


FILTERS = {**humanize.register.filters, **l10n.register.filters, **tz.register.filters, **register.filters}


class StandIn(type):
    """What is an instance of the real class is one of its stand-in."""

    def __instancecheck__(cls, value):
        return isinstance(value, datetime.datetime)


class FixedClock(datetime.datetime, metaclass=StandIn):
    """A datetime whose clock stands still."""

    instant = None

    def __new__(cls, *args, **kwargs):
        return datetime.datetime(*args, **kwargs)

    @classmethod
    def now(cls, tz=None):
        return cls.instant.astimezone(tz) if tz else cls.instant.astimezone().replace(tzinfo=None)


class Times:
    datetime, date = FixedClock, datetime.date


humanize.datetime = FixedClock
timesince.datetime = Times


def decode(value):
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("$t")
    if kind is None:
        return {key: decode(item) for key, item in value.items()}
    if kind == "dict":
        return {decode(key): decode(item) for key, item in value["items"]}
    text = value["value"]
    if kind == "safe":
        return mark_safe(text)
    if kind == "int":
        return int(text)
    if kind == "float":
        return float(text)
    if kind == "decimal":
        return decimal.Decimal(text)
    if kind == "time":
        return datetime.time.fromisoformat(text)
    if kind == "date":
        return datetime.date.fromisoformat(text)
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(datetime.timezone.utc)


def encode(value):
    if isinstance(value, SafeData):
        return {"$t": "safe", "value": value[:]}
    if isinstance(value, decimal.Decimal):
        return {"$t": "decimal", "value": str(value)}
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return {"$t": "moment", "value": str(value)}
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {"$t": "dict", "items": [[encode(k), encode(v)] for k, v in value.items()]}
    if isinstance(value, float) and not math.isfinite(value):
        return {"$t": "float", "value": str(value)}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        return {"$t": "int", "value": str(value)}
    return value


def attempt(compare):
    try:
        return compare()
    except TypeError:
        return None


def answer(request):
    if "version" in request:
        return list(django.VERSION[:2])
    if "casefold" in request:
        return request["casefold"].casefold()
    if "title" in request:
        return request["title"].title()
    if "compare" in request:
        a, b = decode(request["compare"])
        return [attempt(lambda: a == b), attempt(lambda: a < b), attempt(lambda: b in a)]
    timezone.activate(zoneinfo.ZoneInfo(request.get("zone", "UTC")))
    translation.activate(request.get("language", "en"))
    FixedClock.instant = datetime.datetime.fromisoformat(request.get("now", "2025-06-25T00:00:00+00:00"))
    if "print" in request:
        return PRINT.render(Context({"value": decode(request["print"])}))[:]
    function = FILTERS[request["filter"]]
    first, *rest = [decode(value) for value in request["args"]]
    if getattr(function, "expects_localtime", False):
        first = timezone.template_localtime(first, True)
    options = {"autoescape": request["autoescape"]} if getattr(function, "needs_autoescape", False) else {}
    result = function(first, *rest, **options)
    if getattr(function, "is_safe", False) and isinstance(first, SafeData) and isinstance(result, str):
        result = mark_safe(result)
    return encode(result)


for line in sys.stdin:
    try:
        out = {"value": answer(json.loads(line))}
    except Exception as error:
        out = {"error": type(error).__name__}
    print(json.dumps(out))
