"""The local server behind ``confirm --browser``: questions out, answers in, nothing else of the machine.

Bound to 127.0.0.1. Every request needs the random token of this session and the Host of this server; a foreign Origin
is refused. Documents are addressed by their place in the list of questions, never by a path, so that no other file can
be asked for. The page loads nothing from the network (Content-Security-Policy), and the server ends after an idle hour.
"""

from __future__ import annotations

import datetime as dt
import hmac
import json
import secrets
import socket
import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from starlette.applications import Starlette
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from spbe_checklist.intake.lessons import Lessons, recorded
from spbe_checklist.intake.questions import Effects, Question, decide
from spbe_checklist.language import number
from spbe_checklist.reading.scan import find_shown
from spbe_checklist.reports import safe
from spbe_checklist.reports.files import describe
from spbe_checklist.reports.words import confidence, item_name
from spbe_checklist.run.page_image import page_image
from spbe_checklist.run.preview import telling_lines, words_of
from spbe_checklist.settings.edit import edit_workspace, set_duty, use_ids
from spbe_checklist.settings.models import DocumentDecision, ItemDuty
from spbe_checklist.verdict.scoring import show

if TYPE_CHECKING:
    from spbe_checklist.run.check import Checked

IDLE_SECONDS = 3600
_DRAWN = ("pdf", "png", "jpeg", "jpg", "gif", "tiff", "webp", "bmp")
_LINES = 14
_LARGEST_ANSWER = 2_000_000
_PAGE = Path(__file__).with_name("page.html")


class Desk(Struct):
    """The questions of one session and where answers go."""

    checked: Checked
    questions: Sequence[Question]
    folder: Path
    target: Path
    by: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    last_request: float = field(default_factory=time.monotonic)
    saved: int = 0

    def listed(self) -> list[dict[str, Any]]:
        """The questions as the page shows them; every text made harmless."""
        return [self._listed(question) for question in self.questions]

    def _listed(self, question: Question) -> dict[str, Any]:
        document = question.document
        return {
            "path": safe.visible(document.path),
            "about": safe.visible(next(iter(describe(document)), "")),
            "gain": number(show(question.gain)),
            "page": next((guess.offer.page for guess in question.guesses if guess.offer.page), 1),
            "pages": document.pages or 1,
            "drawn": "!/" not in document.path and document.format in _DRAWN,
            "guesses": [
                {
                    "id": guess.item.id,
                    "name": safe.visible(item_name(guess.item)),
                    "label": safe.visible(guess.item.label),
                    "indicator": f"{guess.indicator.no}. {safe.visible(guess.indicator.topic)}",
                    "units": [safe.visible(unit) for unit in guess.item.units or guess.indicator.units],
                    "sure": confidence(guess.offer.confidence),
                    "because": [safe.visible(reason) for reason in guess.offer.because],
                    "doubts": [safe.visible(reason) for reason in guess.offer.lacks],
                    "caution": safe.visible(guess.caution),
                }
                for guess in question.guesses
            ],
        }

    def words(self, question: Question) -> tuple[str, ...]:
        """The words to mark in a document."""
        return words_of(self.checked.catalogue, self.checked.workspace, question.evidence)

    def save(self, answers: Sequence[MutableMapping[str, Any]]) -> int:
        """Write the answers to spbe.yaml in the order they were given. Raises ValueError for what is no answer."""
        today = dt.datetime.now(dt.UTC).astimezone().date()
        decisions: list[DocumentDecision] = []
        duties: list[ItemDuty] = []
        for answer in answers:
            place = int(answer["question"])
            if not 0 <= place < len(self.questions):
                raise ValueError("no such question")
            question = self.questions[place]
            chosen = [id_ for id_ in answer["chosen"] if id_ in question.evidence]
            if len(chosen) != len(answer["chosen"]):
                raise ValueError("an item that the question does not have")
            decisions.append(decide(question, chosen, self.by, today, str(answer.get("note", ""))[:2000]))
            for id_, unit in dict(answer.get("units", {})).items():
                if id_ in question.evidence and str(unit).strip():
                    duties.append(ItemDuty(evidence=id_, units=(str(unit).strip()[:200],)))

        settled, _ = recorded(decisions, Lessons(self.checked.result, self.checked.catalogue, self.checked.workspace))
        edit_workspace(self.target, use_ids(self.checked.catalogue), settled, *map(set_duty, duties))
        self.saved += len(decisions)
        return len(decisions)


def application(desk: Desk, port: int) -> Starlette:
    """The server's routes, each behind the same guard."""
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    effects = Effects(desk.checked.result)

    def asked(request: Request) -> Question | None:
        place = int(request.path_params["place"])
        return desk.questions[place] if place < len(desk.questions) else None

    def page(_: Request) -> Response:
        nonce = secrets.token_urlsafe(16)
        text = _PAGE.read_text(encoding="utf-8").replace("{{nonce}}", nonce).replace("{{token}}", desk.token)
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self' data:; "
            "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        return HTMLResponse(text, headers={"Content-Security-Policy": policy})

    def questions(_: Request) -> Response:
        units = sorted({unit for duty in desk.checked.workspace.units for unit in duty.units}, key=str.casefold)
        content = {
            "agency": safe.visible(desk.checked.result.agency.name),
            "file": safe.visible(str(desk.target)),
            "index": number(show(effects.index())),
            "units": [safe.visible(unit) for unit in units],
            "questions": desk.listed(),
        }
        return JSONResponse(content)

    def lines(request: Request) -> Response:
        question = asked(request)
        if question is None:
            return _refused(404)
        words = desk.words(question)
        found = telling_lines(desk.folder, question.document.path, words, _LINES)
        shown = [{"page": line.page, "text": safe.visible(line.text)} for line in found]
        return JSONResponse({"words": list(words), "lines": shown})

    def image(request: Request) -> Response:
        question = asked(request)
        if question is None or "!/" in question.document.path:
            return _refused(404)
        file = find_shown(desk.folder, question.document.path)
        drawn = page_image(file, int(request.path_params["page"]), desk.words(question))
        return Response(drawn, media_type="image/png") if drawn else _refused(404)

    async def effect(request: Request) -> Response:
        settled = [str(id_) for id_ in json.loads(await _body(request))]
        return JSONResponse({"index": number(show(effects.index(settled)))})

    async def save(request: Request) -> Response:
        try:
            count = desk.save(json.loads(await _body(request)))
        except (ValueError, KeyError, TypeError, IndexError):
            return _refused(400)
        return JSONResponse({"saved": count})

    app = Starlette(
        routes=[
            Route("/", page),
            Route("/questions", questions),
            Route("/lines/{place:int}", lines),
            Route("/image/{place:int}/{page:int}", image),
            Route("/effect", effect, methods=["POST"]),
            Route("/save", save, methods=["POST"]),
        ]
    )

    async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        origin = request.headers.get("origin")
        given = request.headers.get("x-token") or request.query_params.get("t", "")
        if request.headers.get("host") not in hosts or (origin and origin.partition("://")[2] not in hosts):
            return _refused(403)
        if not hmac.compare_digest(given.encode(), desk.token.encode()):
            return _refused(403)
        desk.last_request = time.monotonic()
        response = await call_next(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    app.add_middleware(BaseHTTPMiddleware, dispatch=guard)
    return app


async def _body(request: Request) -> bytes:
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > _LARGEST_ANSWER:
            raise ValueError("too large")
    return content


def _refused(status: int) -> Response:
    return Response("Ditolak.\n", status_code=status, media_type="text/plain; charset=utf-8")


def serve(desk: Desk, announce: Callable[[str], None], *, idle: float = IDLE_SECONDS) -> None:
    """Serve until Ctrl-C or until nobody asked anything for ``idle`` seconds; ``announce`` gets the address."""
    import uvicorn

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        config = uvicorn.Config(application(desk, port), log_level="critical", access_log=False, server_header=False)
        server = uvicorn.Server(config)

        def watch() -> None:
            while not server.should_exit:
                time.sleep(min(idle / 4, 5))
                if time.monotonic() - desk.last_request > idle:
                    server.should_exit = True

        threading.Thread(target=watch, daemon=True).start()
        announce(f"http://127.0.0.1:{port}/?t={desk.token}")
        server.run(sockets=[listening])
