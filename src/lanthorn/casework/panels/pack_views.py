"""A pack: its page, and the one time that it is fetched. One that is over answers 410."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lanthorn.casework.panels.models import Pack
from lanthorn.casework.panels.packing import PackOverError, fetch
from lanthorn.casework.panels.redacting import NotRedactedError
from lanthorn.casework.panels.sheets import PACK_SHEET


def page(request: HttpRequest, pack: UUID) -> HttpResponse:
    """What the pack is, and the button that fetches it."""
    found = _pack_of(request, pack)
    if found.over:
        return _gone(request, found)
    context = {"pack": PACK_SHEET.show(found, request.user), "name": found.meeting.name, "meeting": found.meeting_id}
    return render(request, "panels/pack.html", context)


def download(request: HttpRequest, pack: UUID) -> HttpResponse:
    """The PDF, once. Asked for by a form, so that nothing that looks ahead at links uses the pack up."""
    found = _pack_of(request, pack)
    if request.method != "POST":
        raise PermissionDenied
    try:
        made = fetch(found, by=request.user)
    except PackOverError:
        return _gone(request, found)
    except NotRedactedError as refusal:
        context = {"pack": PACK_SHEET.show(found, request.user), "name": found.meeting.name, "refusal": str(refusal)}
        return render(request, "panels/pack.html", context | {"meeting": found.meeting_id}, status=409)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="pack-{found.pk}.pdf"'
    return response


def _pack_of(request: HttpRequest, pack: UUID) -> Pack:
    found = Pack.objects.visible_to(request.user).filter(pk=pack, user=request.user.pk)
    one = found.select_related("meeting__chair__agency", "meeting__minute_taker__agency", "user__agency", "approved_by")
    kept = one.first()
    if kept is None:
        raise Http404
    return kept


def _gone(request: HttpRequest, pack: Pack) -> HttpResponse:
    return render(request, "panels/pack_gone.html", {"meeting": pack.meeting_id}, status=410)
