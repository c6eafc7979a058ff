"""Where browsers report that a page broke its content policy: a line in the log, of which rule and nothing else.

A report can hold addresses and pieces of a page. Anybody can send one, so nothing of it is kept but the name of a rule
of ours.
"""

import json
import logging

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

LONGEST = 16 * 1024
_log = logging.getLogger("lanthorn.casework.policy")


@csrf_exempt  # browsers send it by themselves, without a form of ours; nothing is changed by it
def report(request: HttpRequest) -> HttpResponse:
    """Take a report. The answer is the same whatever was sent."""
    if request.method != "POST":
        raise Http404
    rule = _rule(request)
    if rule:
        _log.warning("A page broke the rule %s of its content policy.", rule)
    return HttpResponse(status=204)


def _rule(request: HttpRequest) -> str:
    """The rule that was broken, if the report names one of ours."""
    if int(request.headers.get("content-length") or 0) > LONGEST:
        return ""
    try:
        told = json.loads(request.body)["csp-report"]
        named = str(told.get("effective-directive") or told["violated-directive"]).split(" ")[0]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    known = {
        *settings.CONTENT_SECURITY_POLICY,
        "script-src-elem",
        "script-src-attr",
        "style-src-elem",
        "style-src-attr",
    }
    return named if named in known else ""
