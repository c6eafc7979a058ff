"""A small OpenID Connect provider of an agency, for the tests: discovery, PKCE, signed tokens, run on a real port.

It is as strict as a real one: a code is used once, within its client and redirect address, and with its verifier.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "lanthorn", "a secret of the tests"


class Provider(ThreadingHTTPServer):
    """The provider; `person` is who is signed in at the agency now."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pages)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person: dict[str, Any] = {}
        self.told_otherwise: dict[str, Any] = {}  # what a faulty id token claims instead
        self.codes: dict[str, dict[str, Any]] = {}
        self.asked: list[dict[str, str]] = []

    def id_token(self, person: dict[str, Any]) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "auth_time": now}
        return jwt.encode(claims | person | self.told_otherwise, self.key, algorithm="RS256", headers={"kid": "one"})


class _Pages(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        if asked.path == "/.well-known/openid-configuration":
            self._answer({
                "issuer": self.server.issuer, "authorization_endpoint": f"{self.server.issuer}/authorise",
                "token_endpoint": f"{self.server.issuer}/token", "userinfo_endpoint": f"{self.server.issuer}/userinfo",
                "jwks_uri": f"{self.server.issuer}/keys", "response_types_supported": ["code"],
                "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            })  # fmt: skip
        elif asked.path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
            self._answer({"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]})
        elif asked.path == "/authorise":
            self.server.asked.append(query)
            code = secrets.token_urlsafe()
            self.server.codes[code] = query | {"person": dict(self.server.person)}
            self.send_response(302)
            self.send_header(
                "Location", f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"
            )
            self.end_headers()
        elif asked.path == "/userinfo":
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            self._answer(
                self.server.codes[token]["person"] if token in self.server.codes else {}, 200 if token else 401
            )

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        sent = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
        kept = self.server.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            kept is None
            or (sent["client_id"], sent["client_secret"]) != (CLIENT, SECRET)
            or sent["redirect_uri"] != kept["redirect_uri"]
            or (kept.get("code_challenge_method"), kept.get("code_challenge")) != ("S256", challenge)
        ):
            self._answer({"error": "invalid_grant"}, 400)
            return
        token = secrets.token_urlsafe()
        self.server.codes[token] = kept
        self._answer({
            "access_token": token, "token_type": "Bearer", "expires_in": 60,
            "id_token": self.server.id_token(kept["person"]),
        })  # fmt: skip

    def _answer(self, body: dict[str, Any], status: int = 200) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers, until the end of the block."""
    provider = Provider()
    thread = threading.Thread(target=provider.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        provider.server_close()
        thread.join()
