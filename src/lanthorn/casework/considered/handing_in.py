"""A list of children to consider is handed in on a page: all its files together, and taken in whole or not at all.

What is wrong is told as the command tells it, by file, row and field; a name given to a file is not repeated.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict

from lanthorn.casework.access.models import Role
from lanthorn.casework.considered.reading import FILES, MOST_BYTES, WHO, read_contents
from lanthorn.casework.considered.taking import said_of, take
from lanthorn.errors import LanthornError

_ALL = ", ".join(FILES)


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, UploadedFile], name: str) -> Any:
        """Every file that was chosen."""
        return files.getlist(name)


class FilesField(forms.Field):
    """Gives what each file holds, by name."""

    widget = FilesInput

    def to_python(self, value: Any) -> dict[str, bytes]:
        """Read them. Refuses a file that is none of a list's, one that comes twice, and more than a list can be."""
        if sum(one.size or 0 for one in value) > MOST_BYTES:
            raise ValidationError(
                f"The files are larger than {MOST_BYTES // 1024 // 1024} megabytes, which no list is."
            )
        contents: dict[str, bytes] = {}
        for one in value:
            # The pages beside the tables are for people, and are not taken in.
            if one.name in {*FILES, WHO} and one.name in contents:
                raise ValidationError(f"{one.name} was given twice. Give one list.")
            if one.name in {*FILES, WHO}:
                contents[one.name] = one.read()
        if value and not contents:
            raise ValidationError(f"None of the files is one of a list: {_ALL}.")
        return contents


class ListForm(forms.Form):
    """The files of one list."""

    given = FilesField(
        label="The files of the list",
        help_text=f"All files that lanthorn identify wrote into one folder: {_ALL}, and {WHO} if there is one.",
        error_messages={"required": "Choose the files of the list"},
    )


def hand_in(request: HttpRequest) -> HttpResponse:
    """The page; and taking in what is handed in, all of it or nothing."""
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                taken = take(read_contents(form.cleaned_data["given"]), by=request.user)
        except LanthornError as refusal:
            form.add_error("given", f"{refusal} Nothing was taken in.")
        else:
            messages.success(request, said_of(taken))
            user: Any = request.user
            return redirect("considered:list" if user.holds(Role.FRONT_DOOR) else "considered:groups")
    return render(request, "considered/hand_in.html", {"form": form})
