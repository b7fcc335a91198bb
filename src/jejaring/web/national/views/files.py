"""Files of national figures, at addresses that stay: the quarter's report and the open data.

Each carries an ETag, the digest of its bytes, and the time of the release it was made from.
"""

import hashlib
from datetime import datetime
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from jejaring.web.agreements.views.answering import address_maker
from jejaring.web.agreements.views.papers import given
from jejaring.web.national.opendata import FORMS, TABLES, table
from jejaring.web.national.quarters import Quarter
from jejaring.web.national.report import Report, quarterly_paper, report_of, workbook
from jejaring.web.national.tables import releases
from jejaring.web.national.views.pages import no_such_quarter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEPT = "public, max-age=300"


def data_file(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """A table of the open data, of all releases."""
    if name not in TABLES or form not in FORMS:
        raise Http404
    every = releases()
    write, kind = FORMS[form]
    content = write(table(name, every))
    headers = {"Content-Disposition": f'attachment; filename="jejaring-{name}.{form}"'}
    response = HttpResponse(content, content_type=kind, headers=headers)
    return _conditional(request, response, every[-1].made if every else None)


def report(request: HttpRequest, quarter: str, form: str) -> HttpResponse:
    """A quarter's report, as `pdf` or `xlsx`."""
    every = releases()
    asked = Quarter.parse(quarter)
    found = report_of(asked, every) if asked else None
    if found is None:
        return no_such_quarter(request, every, quarter)
    if form == "pdf":
        response = given(quarterly_paper(found, address_maker(request)), name_of(found))
    elif form == "xlsx":
        headers = {"Content-Disposition": f'attachment; filename="{name_of(found)}.xlsx"'}
        response = HttpResponse(workbook(found), content_type=XLSX, headers=headers)
    else:
        raise Http404
    return _conditional(request, response, found.last.made)


def name_of(found: Report) -> str:
    """Of its files."""
    return f"jejaring-laporan-{found.quarter}"


def _conditional(request: HttpRequest, response: HttpResponse, made: datetime | None) -> HttpResponse:
    """The file, or only that it has not changed."""
    etag = quote_etag(hashlib.sha256(response.content).hexdigest())
    changed = int(made.timestamp()) if made else None
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = KEPT
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed)
    answer = get_conditional_response(request, etag, changed, response)
    if answer is not None and answer.status_code == HTTPStatus.NOT_MODIFIED:
        answer.headers["Cache-Control"] = KEPT
    return answer or response
