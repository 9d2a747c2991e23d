"""A provider on the loopback that answers from a script, in the wire formats of OpenAI, Anthropic and Ollama."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Reply = tuple[int, dict[str, Any]]


def openai(content: str | None, *, finish: str = "stop", refusal: str | None = None) -> Reply:
    """A chat completion."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": None}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    return 200, {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [choice],
        "usage": usage,
    }


def anthropic(text: str, *, stop: str = "end_turn") -> Reply:
    """A message."""
    return 200, {
        "id": "m1", "type": "message", "role": "assistant", "model": "m", "content": [{"type": "text", "text": text}],
        "stop_reason": stop, "stop_sequence": None, "usage": {"input_tokens": 1, "output_tokens": 1},
    }  # fmt: skip


def ollama(text: str) -> Reply:
    """The one and last line of a chat stream."""
    return 200, {
        "model": "m", "created_at": "2026-11-23T10:15:00Z", "message": {"role": "assistant", "content": text}, "done": True, "done_reason": "stop",
        "total_duration": 1, "load_duration": 1, "prompt_eval_count": 1, "prompt_eval_duration": 1, "eval_count": 1, "eval_duration": 1,
    }  # fmt: skip


def error(status: int) -> Reply:
    """An error in the providers' common shape."""
    return status, {"type": "error", "error": {"message": "no", "type": "some_error", "code": "some_error"}}


@dataclass
class Provider:
    """Answers each request with the next reply, the last one for ever; `silent` never answers at all."""

    replies: list[Reply] = field(default_factory=list)
    silent: bool = False
    asked: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> Provider:
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                provider.asked.append(json.loads(body))
                if provider.silent:
                    provider._closing.wait()
                    return
                status, reply = provider.replies[min(len(provider.asked), len(provider.replies)) - 1]
                payload = json.dumps(reply).encode() + b"\n"
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        return Handler


Script = Callable[[], Provider]
