"""The shapes of what is typed: a file, and which column is which."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liangxin.spreadsheets.rules import DEEPEST_HEADER, LARGEST_FILE, MOST_ROWS
from liangxin.spreadsheets.services.batches import Upload
from liangxin.spreadsheets.services.kinds import ImportKind
from liangxin.web.shared.forms import Form, ReasonField, dress

NOT_IN_FILE = ""
NATIONAL = "national-form"


def letters(index: int) -> str:
    """A, B … AA: how spreadsheet programs call a column (from 0)."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


class UploadForm(Form):
    """A file and what it holds."""

    kind = forms.ChoiceField(label=_("内容"))
    file = forms.FileField(
        label=_("文件"),
        help_text=_(".xlsx、.xls 或 .csv，最大 20 MB。照原样上传即可，不必先整理表头。"),
        max_length=255,
    )

    def __init__(self, *args: Any, kinds: Sequence[ImportKind], national: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [(kind.code, kind.title) for kind in kinds]
        choices += [(NATIONAL, _("全国党员信息采集表（四张表）"))] if national else []
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.xls,.csv,.et,.txt"

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("文件超过 20 MB，请分成几份。"))
        return file

    def upload(self) -> Upload:
        """The file read."""
        file = self.cleaned_data["file"]
        return Upload(name=file.name, content=file.read())


class ColumnsForm(Form):
    """Where the header is, and which column of the file is which of ours."""

    def __init__(
        self, *args: Any, kind: ImportKind, layout: dict[str, Any], options: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.layout = kind, layout
        headings = layout["headings"]
        choices: list[tuple[str, Any]] = [(NOT_IN_FILE, _("（文件里没有）"))]
        choices += [(str(at), f"{letters(at)} {heading or '—'}") for at, heading in enumerate(headings)]
        for column in kind.columns:
            self.fields[f"column_{column.key}"] = forms.ChoiceField(
                label=column.title, choices=choices, required=column.required,
                initial=str(layout["columns"].get(column.key, NOT_IN_FILE)),
            )  # fmt: skip
        for option in kind.options:
            self.fields[f"option_{option.key}"] = forms.ChoiceField(
                label=option.title, choices=list(option.choices.items()), initial=options.get(option.key)
            )
        sheets = [(str(at), sheet["name"] or _("（唯一的一张）")) for at, sheet in enumerate(layout["sheets"])]
        self.fields["sheet"] = forms.ChoiceField(label=_("工作表"), choices=sheets, initial=str(layout["sheet"]))
        self.fields["first_row"] = forms.IntegerField(
            label=_("表头从第几行开始"), min_value=1, max_value=MOST_ROWS, initial=layout["first_row"] + 1
        )
        self.fields["depth"] = forms.ChoiceField(
            label=_("表头有几行"),
            choices=[(str(n), str(n)) for n in range(1, DEEPEST_HEADER + 1)],
            initial=str(layout["depth"]),
        )
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Where the header moves, the columns chosen under the old one mean nothing and may be missing."""
        cleaned = super().clean() or {}
        if self.header() is not None:
            for name in [name for name in self.errors if name.startswith("column_")]:
                del self.errors[name]
        return cleaned

    def header(self) -> tuple[int, int, int] | None:
        """(sheet, first row, depth) from 0, None where it stays where it is."""
        if not {"sheet", "first_row", "depth"} <= self.cleaned_data.keys():
            return None
        chosen = (
            int(self.cleaned_data["sheet"]), int(self.cleaned_data["first_row"]) - 1, int(self.cleaned_data["depth"]),
        )  # fmt: skip
        return None if chosen == (self.layout["sheet"], self.layout["first_row"], self.layout["depth"]) else chosen

    def columns(self) -> dict[str, int]:
        """Column key → index; none where the header moves: it is read anew."""
        if self.header() is not None:
            return {}
        chosen = {column.key: self.cleaned_data.get(f"column_{column.key}", "") for column in self.kind.columns}
        return {key: int(at) for key, at in chosen.items() if at != NOT_IN_FILE}

    def options(self) -> dict[str, str]:
        """The kind's options."""
        return {option.key: self.cleaned_data[f"option_{option.key}"] for option in self.kind.options}

    @property
    def column_fields(self) -> list[Any]:
        """The fields of columns, for the template."""
        return [self[name] for name in self.fields if name.startswith("column_")]

    @property
    def other_fields(self) -> list[Any]:
        """The fields of options and of the header."""
        return [self[name] for name in self.fields if not name.startswith("column_")]


class NationalForm(Form):
    """Why the form leaves the house."""

    reason = ReasonField()
